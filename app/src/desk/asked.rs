//! Whom a desk asks about: what is left of a document once its number was hashed.

use chrono::NaiveDate;
use shared::{
    document::{Fingerprint, Key},
    id::VoterId,
    roll::{EntryHash, LastThree},
    ruleset::Code,
};
use store::desk::Allowed;

/// Somebody who stands before the desk, as far as their document says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    /// What rolls keep of the number.
    pub entry: EntryHash,
    /// The kind of document.
    pub kind: Key,
    /// The end of the number.
    pub last_three: LastThree,
    /// The day of birth that the document says.
    pub born: Option<NaiveDate>,
    /// Where they say they live.
    pub lives: Option<Code>,
    /// For which of their accounts they vote, where each account has a vote and they said it.
    pub account: Option<VoterId>,
}

impl From<&Allowed> for Asked {
    fn from(of: &Allowed) -> Self {
        let Allowed { entry, holder, kind, last_three, born, lives, .. } = of.clone();
        let account = holder.map(|_| entry.voter().into());
        Self { entry: holder.unwrap_or(entry), kind, last_three, born, lives, account }
    }
}

impl Asked {
    /// As it waits in a cookie and in the form that marks them.
    pub fn written(&self) -> String {
        let born = self.born.map(|born| born.to_string()).unwrap_or_default();
        let lives = self.lives.as_ref().map_or("", Code::as_str);
        let entry = Fingerprint::from(*self.entry.as_bytes());
        let account = self.account.map(|account| format!("~{account}")).unwrap_or_default();
        format!("{entry}~{}~{}~{born}~{lives}{account}", self.kind, self.last_three.as_str())
    }

    /// As whom the journal marks them: by their document, or for the account that they vote for.
    pub fn marks_as(&self) -> EntryHash {
        self.account.map_or(self.entry, |account| EntryHash::of_account(account.uuid()))
    }

    /// Reads it back.
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.split('~');
        let mut part = || parts.next();
        let entry = EntryHash::new(*part()?.parse::<Fingerprint>().ok()?.bytes());
        let (kind, last_three) = (part()?.parse().ok()?, LastThree::stored(part()?.to_owned())?);
        let optional = |text: &str| if text.is_empty() { None } else { Some(text.to_owned()) };
        let born = optional(part()?).map(|born| born.parse()).transpose().ok()?;
        let lives = optional(part()?).map(|code| code.parse()).transpose().ok()?;
        let account = parts.next().map(str::parse).transpose().ok()?;
        parts.next().is_none().then_some(Self { entry, kind, last_three, born, lives, account })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_was_asked_for_reads_back() {
        let asked = Asked {
            entry: EntryHash::new([7; 32]),
            kind: "cc".parse().unwrap(),
            last_three: LastThree::stored("789".to_owned()).unwrap(),
            born: Some("1980-02-29".parse().unwrap()),
            lives: Some("01".parse().unwrap()),
            account: None,
        };
        assert_eq!(Asked::read(&asked.written()), Some(asked.clone()));
        let account = uuid::Uuid::from_u128(7).into();
        let for_account = Asked { account: Some(account), ..asked.clone() };
        assert_eq!(Asked::read(&for_account.written()), Some(for_account.clone()));
        assert_ne!(for_account.marks_as(), asked.marks_as());
        let bare = Asked { born: None, lives: None, ..asked };
        assert_eq!(Asked::read(&bare.written()), Some(bare.clone()));
        for wrong in ["", "~~~~", &format!("{}~", bare.written()), &bare.written().replace("0707", "")] {
            assert_eq!(Asked::read(wrong), None, "{wrong}");
        }
    }
}
