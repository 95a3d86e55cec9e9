//! Words of the supports of an idea: how many there are, giving one and taking it back. None of them may sound like a
//! vote.

messages! {
    title { es: "Apoyos a la idea", en: "Support for the idea" }
    nobody { es: "Todavía nadie la apoya.", en: "Nobody supports it yet." }
    one { es: "1 persona la apoya.", en: "1 person supports it." }
    many(count) { es: "{count} personas la apoyan.", en: "{count} people support it." }
    nobody_did { es: "Nadie la apoyó.", en: "Nobody supported it." }
    one_did { es: "1 persona la apoyó.", en: "1 person supported it." }
    many_did(count) { es: "{count} personas la apoyaron.", en: "{count} people supported it." }
    no_vote {
        es: "Apoyar es decir que la idea es buena. No es votar: los apoyos no cuentan en la votación. Se publica cuántos son, nunca de quién.",
        en: "To support an idea is to say that it is good. It is not to vote: support does not count when people vote. How many support it is published, never who."
    }
    own { es: "Usted la apoya", en: "You support it" }
    give { es: "Apoyar", en: "Support" }
    take_back { es: "Retirar mi apoyo", en: "Take my support back" }
    given {
        es: "Usted apoya esta idea. Puede retirar su apoyo en esta página mientras se reciban.",
        en: "You support this idea. You can take your support back on this page as long as it can be given."
    }
    taken_back { es: "Retiró su apoyo a esta idea.", en: "You have taken your support for this idea back." }
    gone {
        es: "Esta idea ya no recibe apoyos: la retiraron, o su proceso terminó. En los territorios puede ver las demás.",
        en: "This idea takes no more support: it was withdrawn, or its process is over. See the others under the territories."
    }

    // In lists.
    card_one { es: "1 apoyo a la idea", en: "1 supports the idea" }
    card(count) { es: "{count} apoyos a la idea", en: "{count} support the idea" }
    order { es: "Orden", en: "Order" }
    by_number { es: "Por número", en: "By number" }
    most_first { es: "Más apoyadas primero", en: "Most supported first" }
}
