"""What strangers may write: every case poured into every field, and walls that must stand."""
