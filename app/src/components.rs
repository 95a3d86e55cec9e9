//! Parts that pages share. Their looks are in `style/`, by the same names.

mod field;
mod frame;

pub use field::{AmountField, Csrf, ErrorSummary, TextArea, TextField, inert};
pub use frame::{Bar, Crumbs, Heading, Icon, Notice, NoticeKind};
