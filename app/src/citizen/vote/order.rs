//! The order in which a voter sees the projects, where the rules leave it to chance.
//!
//! The browser keeps the random number from which the orders of its ballots are drawn, longer than any session: signing in
//! again changes no order. The last yes carries the code of each order to the receipt, since forms that are sent go where
//! the number does not. Nothing of it is stored.

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use shared::{ballot::OrderSecret, code::OrderCode, id::ContestId};
use uuid::Uuid;

use super::{
    booth::{At, Booth},
    cookie::Cookie,
};
use crate::{forms::Fields, path, visit::Visit};

/// What the names of the fields begin with by which the last yes carries the codes, each followed by its contest.
const PREFIX: &str = "order.";

/// The codes of the orders that a voter saw, by contest.
pub type Orders = BTreeMap<ContestId, OrderCode>;

impl At {
    /// Where the number waits: longer than any vote lasts; on a tablet for one voter only.
    pub const fn order(self) -> Cookie {
        match self {
            Self::Home => Cookie { name: "orden", path: path::VOTE, seconds: 90 * 24 * 60 * 60 },
            Self::Tablet => Cookie { name: "orden-en-mesa", path: path::TABLET, seconds: 1_800 },
        }
    }

    /// The number that the browser sent, if it has one. Called while the request is at hand.
    pub fn secret(self) -> Option<OrderSecret> {
        self.order().sent()?.parse().ok()
    }
}

/// A number for a browser that has none.
pub fn draw(visit: &Visit) -> OrderSecret {
    OrderSecret::new(visit.fresh_id::<Uuid>().as_u128())
}

/// Leaves the number with the browser that sees a ballot in an order of its own; with no other.
pub fn keep_with(response: &ResponseOptions, secret: OrderSecret, booth: &Booth) {
    if !booth.orders.is_empty() {
        booth.at.order().leave_with(response, &secret.to_string());
    }
}

/// The fields that carry the codes of the orders.
pub fn fields(booth: &Booth) -> impl IntoView {
    let field = |(contest, code): (&ContestId, &OrderCode)| {
        view! { <input type="hidden" name=format!("{PREFIX}{contest}") value=code.to_string()/> }
    };
    booth.orders.iter().map(field).collect_view()
}

/// The codes that a form carries. They are only shown again to whoever sent them.
pub fn carried(fields: &Fields) -> Orders {
    let code = |(name, value): (&str, &str)| Some((name.strip_prefix(PREFIX)?.parse().ok()?, value.parse().ok()?));
    fields.iter().filter_map(code).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_carries_the_code_of_each_contest() {
        let contest = |number| ContestId::from(Uuid::from_u128(number));
        let sent = [
            (format!("{PREFIX}{}", contest(1)), "7F3A-09C2"),
            (format!("{PREFIX}{}", contest(2)), "0000-0001"),
            (format!("{PREFIX}{}", contest(3)), "nada"),
            ("order".to_owned(), "7F3A-09C2"),
        ];
        let fields: Fields = sent.into_iter().map(|(name, value)| (name, value.to_owned())).collect();
        let code = |text: &str| text.parse::<OrderCode>().unwrap();
        let expected = [(contest(1), code("7F3A-09C2")), (contest(2), code("0000-0001"))];
        assert_eq!(carried(&fields), Orders::from(expected));
    }
}
