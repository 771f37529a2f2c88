"""The whole public site as plain files: for outages, blockings and archives."""
