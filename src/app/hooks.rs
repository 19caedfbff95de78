//! What components share beside their looks: each hook one concern.

pub mod anchors;
pub mod caret;
pub mod card_layout;
pub mod draft;
pub mod dropped;
pub mod keys;
pub mod listener;
pub mod saving;
pub mod selecting;
