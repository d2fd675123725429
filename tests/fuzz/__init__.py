"""Whatever is given to a reader: it ends, without a crash, and each failure is a diagnostic."""
