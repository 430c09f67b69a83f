"""The studio: drawings by HTTP, for the page in the browser and for programs."""
