"""A batch as one page that stands alone: distribution, doubtful cases, evidence, a table to search and sort."""
