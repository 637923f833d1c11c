"""What people handed in: read from folders, zips and the downloads of learning platforms, as bytes."""
