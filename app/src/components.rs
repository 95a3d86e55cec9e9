//! Parts that pages share. Their looks are in `style/`, by the same names.

mod field;
mod frame;
mod table;

pub use field::{
    AmountField, Csrf, ErrorSummary, FieldError, FileOrText, Select, TextArea, TextField, described_by, inert,
};
pub use frame::{Bar, Crumbs, Heading, Icon, Notice, NoticeKind};
pub use table::{Column, Narrow, Table};
