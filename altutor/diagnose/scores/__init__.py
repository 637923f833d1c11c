"""What dev scores mean on texts that nobody chose."""
