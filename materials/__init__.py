"""What teachers share: materials, their attachments, and everything that is done with them."""
