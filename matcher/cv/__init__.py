"""What is special in a CV: its sections, its jobs and their dates, its personal data."""
