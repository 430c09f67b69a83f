"""The studio: a web page and an HTTP interface."""
