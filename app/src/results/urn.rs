//! The urn of one contest: its seal, published before the count, and its ballots, published with the result.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use shared::{
    act::{Findings, Record},
    code::TypedCode,
    id::ContestId,
    ruleset::{Order, RuleSet},
    tenant::TenantKind,
    urn::{Leaf, Seal, Slip},
};
use store::{
    StoreError, TenantTx,
    contest::{self, Contest},
    paper::{self, Totals},
    process::{self, Process},
    tally,
    urn::{self, Urn},
};

use super::{contest::crumbs_below, findings, own_vote::Decided, sheets};
use crate::{
    components::{Column, Heading, Icon, Notice, NoticeKind, Table},
    page::{Fault, Page, page},
    path, text,
    urns::Made,
    visit::Visit,
};

/// Ballots on one page.
const SIZE: u16 = 50;

/// Of so many of those that are found by the first signs of their code it is shown what came of them, and the way to the
/// root: more are a list, and no phone needs the ways of a list.
const MOST_WAYS: usize = 5;

/// What is looked for: codes that begin so, or go on after one.
#[derive(Default)]
struct Search {
    beginning: String,
    after: Option<TypedCode>,
}

impl Search {
    fn is_readable(&self) -> bool {
        self.beginning.bytes().all(|byte| byte.is_ascii_hexdigit())
    }

    /// The code just before the first that is looked for.
    fn start(&self) -> Option<TypedCode> {
        self.after.or_else(|| bound(&self.beginning))
    }

    /// Whether as much of a code was typed as the page asks for.
    fn is_of_a_receipt(&self) -> bool {
        self.beginning.len() == 4
    }

    fn finds(&self, code: TypedCode) -> bool {
        code.to_string().starts_with(&self.beginning)
    }
}

/// The last code before all that begin so; none when there is no such code.
fn bound(beginning: &str) -> Option<TypedCode> {
    let first: TypedCode = format!("{beginning:0<20}").parse().ok()?;
    first.before()
}

/// The urn of a contest.
#[component]
pub fn UrnPage() -> impl IntoView {
    let params = use_params_map().get_untracked();
    let query = use_query_map().get_untracked();
    let [process, code] = ["process", "contest"].map(|name| params.get(name).unwrap_or_default());
    // Whoever types the whole code has its beginning looked for, and no more.
    let typed = query.get("codigo").unwrap_or_default().to_uppercase();
    let beginning = typed.chars().filter(|digit| *digit != '-' && !digit.is_whitespace()).take(4).collect();
    let search = Search { beginning, after: query.get("despues").and_then(|code| code.parse().ok()) };
    page(async move |visit| {
        visit.on(TenantKind::runs_processes)?;
        let mut tx = visit.enter().await?;
        let process = process::by_slug(&mut tx, &process).await?.ok_or(Fault::NotFound)?;
        let contest = contest::by_code(&mut tx, process.id, &code).await?.ok_or(Fault::NotFound)?;
        let found = urn::find(&mut tx, contest.id).await?;
        let name = urn::name(&mut tx, contest.id).await?;
        let published = tally::published(&mut tx, process.id).await?;
        let is_counted = published.is_some();
        let findings = match published {
            Some(number) => findings_of(&mut tx, contest.id, number).await?,
            None => Findings::default(),
        };
        let sheets = if is_counted { paper::totals(&mut tx, contest.id).await? } else { Vec::new() };
        let mut slips = Vec::new();
        if is_counted && search.is_readable() {
            // One more than shown says whether the list goes on.
            slips = urn::slips(&mut tx, &contest, search.start(), SIZE + 1).await?;
            slips.retain(|slip| search.finds(slip.code()));
        }
        let made = match found.and_then(|urn| urn.sealed).filter(|_| is_counted) {
            Some((_, seal)) => visit.urns.made(&mut tx, &contest, &seal, visit.now).await?,
            None => None,
        };
        let decided = match published.filter(|_| search.is_of_a_receipt() && (1..=MOST_WAYS).contains(&slips.len())) {
            Some(number) => Decided::by(&mut tx, &process, &contest, number).await?,
            None => None,
        };
        let shown =
            Shown { visit: &visit, process: &process, contest: &contest, name, sheets, findings, made, decided };
        Ok(shown.page(found.as_ref(), is_counted, &search, slips))
    })
}

/// What the act tells of paper and of desks; nothing where a result has none.
async fn findings_of(tx: &mut TenantTx, contest: ContestId, number: u32) -> store::Result<Findings> {
    let Some(kept) = tally::record(tx, contest, number).await? else { return Ok(Findings::default()) };
    let record: Record = serde_json::from_str(&kept.record).map_err(StoreError::corrupt("act_record.record"))?;
    Ok(record.findings)
}

/// How the order is made again in which somebody saw the projects, where the rules have it drawn.
fn order(visit: &Visit, rules: &RuleSet, contest: &Contest) -> Option<AnyView> {
    let locale = visit.locale();
    let rule = &contest.rule;
    rules.sheets.iter().find(|sheet| sheet.contests.contains(rule) && sheet.order == Order::Random)?;
    let command = format!("convite order 7F3A-09C2 --contest {rule} --projects 1-12");
    let section = view! {
        <section class="section stack" aria-labelledby="order">
            <h2 id="order">{text::urn::order_title(locale)}</h2>
            <p>{text::urn::order_lead(locale)}</p>
            <p><code>{command}</code></p>
            <p>{text::urn::order_hand(locale)}</p>
        </section>
    };
    Some(section.into_any())
}

struct Shown<'a> {
    visit: &'a Visit,
    process: &'a Process,
    contest: &'a Contest,
    name: String,
    /// What was found on paper, once that may be known.
    sheets: Vec<Totals>,
    /// What else has to be known of paper.
    findings: Findings,
    /// The urn made again of what is published of it, where it is not too large for that.
    made: Option<Made>,
    /// What the count decided, where the ballots that were found are told what came of them.
    decided: Option<Decided>,
}

impl Shown<'_> {
    fn page(&self, urn: Option<&Urn>, is_counted: bool, search: &Search, slips: Vec<Slip>) -> Page {
        let Self { visit, process, contest, .. } = *self;
        let locale = visit.locale();
        let title = text::urn::title_of(locale, &contest.name);
        let seal = match urn.and_then(|urn| urn.sealed) {
            None => view! { <p>{text::urn::still_open(locale)}</p> }.into_any(),
            Some((at, seal)) => view! {
                <dl class="facts">
                    <div><dt>{text::urn::sealed_at(locale)}</dt><dd>{visit.date_time(at)}</dd></div>
                    <div><dt>{text::urn::ballots(locale)}</dt><dd>{visit.integer(seal.ballots)}</dd></div>
                    <div><dt>{text::urn::name(locale)}</dt><dd><code>{self.name.clone()}</code></dd></div>
                    <div><dt>{text::urn::root(locale)}</dt><dd><code>{seal.root.to_string()}</code></dd></div>
                </dl>
                {(!is_counted).then(|| view! { <p>{text::urn::not_counted_yet(locale)}</p> })}
                {is_counted.then(|| self.made_again(&seal))}
            }
            .into_any(),
        };
        let sealed = urn.and_then(|urn| urn.sealed).map(|(_, seal)| seal);
        let published = is_counted.then(|| self.published(search, slips, sealed.as_ref()));
        Page::new(
            title.clone(),
            view! {
                {crumbs_below(visit, process, contest, text::urn::title(locale))}
                <Heading over=process.name.clone() title lead=text::urn::lead(locale)/>
                <section class="section stack" aria-labelledby="seal">
                    <h2 id="seal">{text::urn::seal(locale)}</h2>
                    {seal}
                </section>
                {published}
                {order(visit, &process.rule_set, contest)}
                {sheets::section(visit, &self.sheets)}
                {findings::section(visit, &self.findings)}
                <section class="section stack" aria-labelledby="limits">
                    <h2 id="limits">{text::urn::limits_title(locale)}</h2>
                    <p>{text::urn::limits(locale)}</p>
                </section>
            },
        )
    }

    /// Whether the root of what is published is the one that was sealed.
    fn made_again(&self, seal: &Seal) -> AnyView {
        let (visit, locale) = (self.visit, self.visit.locale());
        let Some(made) = &self.made else {
            return view! { <p>{text::urn::made_by_whoever(locale, visit.integer(seal.ballots))}</p> }.into_any();
        };
        let ballots = visit.integer(made.seal.ballots);
        if made.is_as_sealed(seal) {
            let said = text::urn::made_same(locale, ballots, visit.date_time(made.at));
            return view! {
                <p><span class="chip chip--ok"><Icon name="check"/>{text::urn::made_same_chip(locale)}</span> " " {said}</p>
            }
            .into_any();
        }
        let root = made.seal.root.to_string();
        let said = text::urn::made_other(locale, ballots, visit.date_time(made.at));
        view! {
            <Notice kind=NoticeKind::Error locale>
                <p>{said}</p>
                <p><code class="hash">{root}</code></p>
            </Notice>
        }
        .into_any()
    }

    fn published(&self, search: &Search, slips: Vec<Slip>, seal: Option<&Seal>) -> impl IntoView + use<> {
        let locale = self.visit.locale();
        let root = seal.map(|seal| seal.root.to_string()).unwrap_or_default();
        let ways = seal.filter(|_| search.is_of_a_receipt()).and_then(|seal| self.ways(seal, &slips));
        let own = self
            .decided
            .as_ref()
            .map(|decided| slips.iter().map(|slip| decided.section(self.visit, slip)).collect_view());
        let list = match (search.is_readable(), slips.is_empty()) {
            (false, _) => view! { <p role="status">{text::urn::find_wrong(locale)}</p> }.into_any(),
            (true, true) => view! { <p role="status">{text::urn::find_none(locale)}</p> }.into_any(),
            (true, false) => self.list(search, slips),
        };
        let file = path::slips(&self.process.slug, &self.contest.code);
        let command = format!("convite verify papeletas.csv --urn {} --root {root}", self.name);
        view! {
            <section class="section stack" aria-labelledby="find">
                <h2 id="find">{text::urn::find_title(locale)}</h2>
                <form class="search no-print" role="search" method="get">
                    <div class="field search__q">
                        <label for="codigo">{text::urn::find_label(locale)}</label>
                        <p class="field__hint" id="codigo-help">{text::urn::find_help(locale)}</p>
                        <input
                            class="input"
                            type="text"
                            id="codigo"
                            name="codigo"
                            maxlength="4"
                            autocomplete="off"
                            aria-describedby="codigo-help"
                            value=search.beginning.clone()
                        />
                    </div>
                    <button class="btn" type="submit"><Icon name="search"/>{text::common::search(locale)}</button>
                </form>
                {list}
                {own}
                {ways}
            </section>
            <section class="section stack" aria-labelledby="check">
                <h2 id="check">{text::urn::check_title(locale)}</h2>
                <p>
                    <a class="btn" href=file download="">
                        <Icon name="download"/>{text::urn::check_file(locale)}
                    </a>
                </p>
                <p>{text::urn::check_program(locale)}</p>
                <p><code>{command}</code></p>
                <p>{text::urn::check_hand(locale)}</p>
            </section>
        }
    }

    fn list(&self, search: &Search, mut slips: Vec<Slip>) -> AnyView {
        let locale = self.visit.locale();
        let more = slips.len() > usize::from(SIZE);
        slips.truncate(SIZE.into());
        let base = path::urn(&self.process.slug, &self.contest.code);
        let next = slips.last().filter(|_| more).map(|last| {
            let last = last.code().to_string();
            let query = [("codigo", search.beginning.as_str()), ("despues", last.as_str())];
            view! {
                <nav class="pager" aria-label=text::common::pages(locale)>
                    <a class="btn" rel="next" href=path::with_query(&base, &query)>
                        {text::common::next(locale)} <Icon name="right"/>
                    </a>
                </nav>
            }
        });
        let rows = slips
            .iter()
            .map(|slip| {
                view! {
                    <tr>
                        <th scope="row"><code>{slip.code().to_string()}</code></th>
                        <td data-label=text::urn::marks(locale)>{self.marks(slip)}</td>
                        <td data-label=text::urn::leaf(locale)><code class="hash">{Leaf::of(slip).to_string()}</code></td>
                    </tr>
                }
            })
            .collect_view();
        view! {
            <Table
                id="slips"
                caption=text::urn::list(locale)
                columns=vec![
                    Column::words(text::urn::code(locale)),
                    Column::words(text::urn::marks(locale)),
                    Column::words(text::urn::leaf(locale)),
                ]
            >
                {rows}
            </Table>
            {next}
        }
        .into_any()
    }

    /// How one gets from the hash of each ballot that was found to the root, by hand; nothing where too many were.
    fn ways(&self, seal: &Seal, slips: &[Slip]) -> Option<AnyView> {
        let made = self.made.as_ref()?;
        if slips.is_empty() || slips.len() > MOST_WAYS {
            return None;
        }
        let locale = self.visit.locale();
        let ways = slips.iter().filter_map(|slip| self.way(seal, made, slip)).collect_view();
        Some(
            view! {
                <h3>{text::urn::ways(locale)}</h3>
                <p>{text::urn::ways_lead(locale)}</p>
                <p><code class="hash">{text::urn::ways_by_hand(locale)}</code></p>
                {ways}
            }
            .into_any(),
        )
    }

    fn way(&self, seal: &Seal, made: &Made, slip: &Slip) -> Option<AnyView> {
        let locale = self.visit.locale();
        let leaf = Leaf::of(slip);
        let path = made.urn.path(leaf)?;
        let steps = made.seal.climb(leaf, &path)?;
        let ends = steps.last().map_or_else(|| leaf.to_string(), |step| step.node.to_string());
        let ends = if ends == seal.root.to_string() {
            text::urn::way_ends(locale)
        } else {
            text::urn::way_ends_elsewhere(locale)
        };
        let steps = steps
            .iter()
            .map(|step| {
                // Which of the two one has already is told by words, and not by its place alone.
                let (left, right) = if step.from_left {
                    (text::urn::left_own(locale), text::urn::right_beside(locale))
                } else {
                    (text::urn::left_beside(locale), text::urn::right_own(locale))
                };
                view! {
                    <li>
                        <p>{left} " " <code class="hash">{step.left.to_string()}</code></p>
                        <p>{right} " " <code class="hash">{step.right.to_string()}</code></p>
                        <p>{text::urn::both(locale)} " " <code class="hash">{step.node.to_string()}</code></p>
                    </li>
                }
            })
            .collect_view();
        let place = text::urn::way_place(
            locale,
            self.visit.integer(path.place.saturating_add(1)),
            self.visit.integer(seal.ballots),
        );
        Some(
            view! {
                <details class="more">
                    <summary>{text::urn::way_of(locale, slip.code())}</summary>
                    <div>
                        <p>{place}</p>
                        <p>{text::urn::leaf(locale)} ": " <code class="hash">{leaf.to_string()}</code></p>
                        <ol>{steps}</ol>
                        <p>{ends}</p>
                    </div>
                </details>
            }
            .into_any(),
        )
    }

    fn marks(&self, slip: &Slip) -> String {
        let locale = self.visit.locale();
        if slip.marks().is_empty() {
            return text::urn::blank(locale).to_owned();
        }
        let mark = |(project, amount): &(String, u64)| {
            if slip.has_amounts() {
                text::urn::mark(locale, project, self.visit.integer(*amount))
            } else {
                project.clone()
            }
        };
        slip.marks().iter().map(mark).collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_begins_where_codes_begin_so() {
        assert_eq!(bound(""), None);
        assert_eq!(bound("0"), None);
        assert_eq!(bound("0001").map(|code| code.to_string()).as_deref(), Some("0000-FFFF-FFFF-FFFF-FFFF"));
        let search = Search { beginning: "0001".to_owned(), after: None };
        assert!(search.is_readable() && search.finds("0001-0000-0000-0000-0000".parse().unwrap()));
        assert!(!search.finds("0002-0000-0000-0000-0000".parse().unwrap()));
        assert!(!Search { beginning: "0G".to_owned(), after: None }.is_readable());
    }
}
