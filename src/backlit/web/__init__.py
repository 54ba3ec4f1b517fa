"""The page in the browser: a server on this machine only, for those who hold its token."""
