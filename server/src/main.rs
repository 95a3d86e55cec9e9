//! `convite`: the server and its commands.

use std::io;
use std::process::ExitCode;

use clap::Parser as _;
use server::cli::{Cli, Command};
use server::config::CommonConfig;
use server::database::{self, DatabaseError, Tenure};
use server::{import_pb, order, rehearse, roll, serve, tally, telemetry, tenant, verify};

// The main thread runs the whole program: the private PostgreSQL ends with the thread that starts it.
#[tokio::main]
async fn main() -> ExitCode {
    let Cli { common, command } = Cli::parse();
    if let Err(error) = telemetry::start_log(common.log_format, &common.log) {
        return fail(&format!("CONVITE_LOG is not a log filter: {error}"));
    }
    let done = match command {
        Command::Serve(config) => serve::serve(&common, *config).await.map_err(|error| error.to_string()),
        Command::Migrate => migrate(&common).await.map_err(|error| error.to_string()),
        Command::Tenant(command) => tenant::run(&common, command).await.map_err(|error| error.to_string()),
        Command::Roll(command) => roll::run(&common, command).await.map_err(|error| error.to_string()),
        Command::Rehearse(args) => rehearse::run(&common, &args).await.map_err(|error| error.to_string()),
        Command::ImportPb(args) => import_pb::run(&common, &args).await.map_err(|error| error.to_string()),
        Command::Tally(args) => {
            tally::run(&args, &mut io::stdout().lock(), &mut io::stderr().lock()).map_err(|error| error.to_string())
        }
        Command::Verify(args) => verify::run(&args, &mut io::stdout().lock()).map_err(|error| error.to_string()),
        Command::Order(args) => order::run(&args, &mut io::stdout().lock()).map_err(|error| error.to_string()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&error),
    }
}

async fn migrate(common: &CommonConfig) -> Result<(), DatabaseError> {
    let opened = database::open(&common.database, common.environment, Tenure::Shared, None).await?;
    let done = async {
        opened.owner()?.migrate().await?;
        database::prepare(&opened).await
    };
    let done = done.await;
    opened.close().await?;
    done
}

#[expect(clippy::print_stderr, reason = "a command that fails says so on standard error, whatever the log's filter")]
fn fail(message: &str) -> ExitCode {
    eprintln!("convite: {message}");
    ExitCode::FAILURE
}
