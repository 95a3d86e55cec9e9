//! Parts that pages share. Their looks are in `style/`, by the same names.

mod field;
mod frame;
mod table;

pub use field::{AmountField, Csrf, ErrorSummary, FileOrText, Select, TextArea, TextField, inert};
pub use frame::{Bar, Crumbs, Heading, Icon, Notice, NoticeKind};
pub use table::{Column, Narrow, Table};
