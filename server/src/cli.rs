//! The command line.

use clap::{Parser, Subcommand};

use crate::config::{CommonConfig, ServeConfig};
use crate::import_pb::ImportArgs;
use crate::order::OrderArgs;
use crate::rehearse::RehearseArgs;
use crate::roll::RollCommand;
use crate::tally::TallyArgs;
use crate::tenant::TenantCommand;
use crate::verify::VerifyArgs;

/// Participatory budgeting for many municipalities from one server.
#[derive(Debug, Parser)]
#[command(name = "convite", version, about, propagate_version = true)]
pub struct Cli {
    /// Configuration that every command takes.
    #[command(flatten)]
    pub common: CommonConfig,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve every site. Brings the schema up to date first when it may
    Serve(Box<ServeConfig>),
    /// Bring the schema up to date and stop
    Migrate,
    /// Create, configure, suspend, export, delete and list tenants; grant and revoke roles on their sites
    #[command(subcommand)]
    Tenant(TenantCommand),
    /// Load a roll (padrón) from a CSV file, or see how the rolls of a tenant stand
    #[command(subcommand)]
    Roll(RollCommand),
    /// Rehearse a voting day against a running server: people who do not exist vote, and everything must agree
    Rehearse(RehearseArgs),
    /// Load an election from a Pabulib file (.pb) as a finished process of a tenant
    ImportPb(ImportArgs),
    /// Count an election in a Pabulib file (.pb), or make a published result again from its act, without a database
    Tally(TallyArgs),
    /// Check published ballots against the seal of their urn, without a database
    Verify(VerifyArgs),
    /// Make the order again in which a voter saw the projects, from the code on the receipt, without a database
    Order(OrderArgs),
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn common_flags_go_anywhere() {
        let before = Cli::try_parse_from(["convite", "--data-dir", "/srv/convite", "migrate"]).expect("valid");
        let after = Cli::try_parse_from(["convite", "migrate", "--data-dir", "/srv/convite"]).expect("valid");
        assert_eq!(before.common.database.data_dir, after.common.database.data_dir);
    }
}
