"""The signed picture of a question or a card: SVG and PNG for mails, PDF for paper."""
