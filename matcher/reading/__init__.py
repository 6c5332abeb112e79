"""The one entry for every door: personal data covered, the kind told, the text scored, a CV told job by job."""
