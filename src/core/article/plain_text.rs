//! Plain and Markdown-like text, as people paste it.
