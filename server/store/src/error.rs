//! What can go wrong between the product and its database.

/// The result of every function of this crate. What is not there is `Ok(None)`, never an error.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

/// A failure of persistence.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database refused or could not be reached.
    #[error("the database could not answer: {0}")]
    Database(#[from] sqlx::Error),
    /// A stored value that the domain does not know: the schema and the code differ, or the row was changed by hand.
    #[error("the stored {what} cannot be read: {why}")]
    Corrupt {
        /// Table and column.
        what: &'static str,
        /// What the domain said of it.
        why: String,
    },
    /// The row changed, or was taken, between reading and writing.
    #[error("{0} changed meanwhile")]
    Conflict(&'static str),
    /// A ceiling would fall below what of it is committed.
    #[error("the ceiling would fall below what is committed")]
    Committed,
    /// Other rules would not decide any more what a contest that is there decides.
    #[error("the rules do not decide `{contest}` any more")]
    NotDecided {
        /// Its name.
        contest: String,
    },
}

impl StoreError {
    /// A stored value that the domain refuses; for `map_err`.
    pub fn corrupt<E: std::fmt::Display>(what: &'static str) -> impl FnOnce(E) -> Self {
        move |error| Self::Corrupt { what, why: error.to_string() }
    }

    /// Whether the database refused because what should change is final.
    pub fn is_final(&self) -> bool {
        // object_not_in_prerequisite_state: what the triggers of the schema raise.
        self.has_state("55000")
    }

    /// Whether this and somebody else waited for each other, and the database let the other go on.
    pub fn is_deadlock(&self) -> bool {
        self.has_state("40P01")
    }

    /// Whether the database refused with this SQLSTATE.
    fn has_state(&self, state: &str) -> bool {
        matches!(self, Self::Database(sqlx::Error::Database(error)) if error.code().is_some_and(|code| code == state))
    }

    /// Whether the database refused because a unique constraint of this name already holds the value.
    pub fn violates(&self, constraint: &str) -> bool {
        matches!(self, Self::Database(sqlx::Error::Database(error)) if error.constraint() == Some(constraint))
    }
}
