"""The bundled fonts: which there are, where their files lie, how wide their characters are."""
