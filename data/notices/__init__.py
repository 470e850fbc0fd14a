"""Notices by e-mail: one sentence and a link, sent through any SMTP server, retried and never sent twice."""
