//! What components share beside their looks: each hook one concern.

pub mod anchors;
pub mod card_layout;
pub mod caret;
pub mod draft;
pub mod dropped;
pub mod focus;
pub mod keys;
pub mod listener;
pub mod saving;
pub mod selecting;
pub mod spoken;
pub mod title;
pub mod updates;
