"""Look `oneline`: what one line tells, before it is tied together."""
