//! What components remember beside their props.

pub mod card_layout;
pub mod draft;
pub mod on_layout;
pub mod overview;
