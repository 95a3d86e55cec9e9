//! Logs and metrics.

use std::net::SocketAddr;

use axum::Router;
use axum::routing::get;
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::ParseError;

use crate::config::LogFormat;

/// Seconds: from an answer out of memory to one that is about to be given up.
const BUCKETS: [f64; 11] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 15.0];

/// Starts the log, on standard error.
///
/// # Errors
/// When the filter is not one.
pub fn start_log(format: LogFormat, filter: &str) -> Result<(), ParseError> {
    let filter = filter.parse::<EnvFilter>()?;
    let terminal = std::io::IsTerminal::is_terminal(&std::io::stderr());
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_ansi(terminal).with_writer(std::io::stderr);
    // A second start in one process (tests) keeps the first log.
    let _ = match format {
        LogFormat::Human => log.with_target(false).try_init(),
        LogFormat::Json => log.json().flatten_event(true).with_current_span(true).with_span_list(false).try_init(),
    };
    Ok(())
}

/// Starts counting.
///
/// # Errors
/// When the process already counts.
pub fn start_metrics() -> Result<PrometheusHandle, BuildError> {
    let handle = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Full("http_request_duration_seconds".to_owned()), &BUCKETS)?
        .install_recorder()?;
    metrics::describe_counter!(
        "http_requests_total",
        "Requests answered, by status and tenant; what voters pass has no tenant"
    );
    metrics::describe_histogram!(
        "http_request_duration_seconds",
        metrics::Unit::Seconds,
        "From the request's head to the answer's head, by route; what voters pass is one route, `visit`"
    );
    metrics::describe_gauge!("http_requests_in_flight", "Requests being answered");
    metrics::describe_gauge!("convite_at_the_door", "Requests that stand in line");
    metrics::describe_counter!("convite_told_to_wait_total", "Requests told to come again, because the line was full");
    metrics::describe_counter!("convite_sign_ins_failed_total", "Sign-ins not completed, by tenant");
    Ok(handle)
}

/// Serves `/metrics` on an address of its own, until dropped.
///
/// # Errors
/// When the address is taken.
pub async fn serve_metrics(address: SocketAddr, handle: PrometheusHandle) -> std::io::Result<()> {
    let listener = TcpListener::bind(address).await?;
    tracing::info!(address = %listener.local_addr()?, "metrics at /metrics");
    let app = Router::new().route(
        "/metrics",
        get(move || {
            let handle = handle.clone();
            async move {
                handle.run_upkeep();
                handle.render()
            }
        }),
    );
    axum::serve(listener, app).await
}
