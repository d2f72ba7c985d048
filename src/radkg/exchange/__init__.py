"""Files in and out: release files, views for other libraries."""
