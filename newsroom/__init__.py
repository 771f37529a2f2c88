"""The roof: settings, addresses, home, the admin site, the demo. Nothing imports it."""
