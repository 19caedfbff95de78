//! What is on the page: props in, callbacks out, a surface a file.

pub mod block;
pub mod card;
pub mod card_more;
pub mod conflicts;
pub mod dialog;
pub mod export;
pub mod filters;
pub mod handles;
pub mod help;
pub mod icon;
pub mod layers;
pub mod library;
pub mod margin;
pub mod marker;
pub mod name_line;
pub mod new_article;
pub mod notices;
pub mod open_file;
pub mod reader;
pub mod selection_bar;
pub mod settings;
pub mod stack_menu;
pub mod strip;
pub mod tools;
pub mod update_line;
pub mod versions;
