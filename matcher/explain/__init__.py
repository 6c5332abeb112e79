"""Why a text got its label: what was found, what it speaks for, what was set aside."""
