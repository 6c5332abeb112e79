"""At which level of the SFIA skill *Vendita (SALE)* an Italian job ad or CV sits, and why."""

__version__ = "0.1.0"
