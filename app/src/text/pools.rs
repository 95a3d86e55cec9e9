//! Words of the pools and their plans: where their money comes from, how it is divided, and why it cannot be.

messages! {
    // Whose a ceiling is.
    everybody { es: "Todo el sitio", en: "The whole site" }
    of_theme(place, theme) { es: "{place}: {theme}", en: "{place}: {theme}" }

    // Why a pool has no ceilings.
    share_outside(found, least, most) {
        es: "El reglamento toma el {found} de la base, pero la norma permite entre el {least} y el {most}. Corrija ese porcentaje en las reglas.",
        en: "The rules take {found} of the base, but the norm allows from {least} to {most}. Mend that percentage in the rules."
    }
    not_certified {
        es: "Todavía nadie ha certificado el monto del que sale esta bolsa.",
        en: "Nobody has certified yet the amount that this pool is taken from."
    }
    wants_each {
        es: "Las reglas piden un monto certificado por cada territorio, y hay uno solo para todos.",
        en: "The rules ask for a certified amount for each territory, and there is one for all of them."
    }
    wants_whole {
        es: "Las reglas piden un solo monto certificado, y hay uno por territorio.",
        en: "The rules ask for one certified amount, and there is one for each territory."
    }
    not_certified_for(place) { es: "Falta el monto certificado de {place}.", en: "The certified amount of {place} is missing." }
    certified_for_other(place) {
        es: "Hay un monto certificado para {place}, que no es de ese nivel.",
        en: "An amount was certified for {place}, which is not on that level."
    }
    no_territories(level) {
        es: "Las reglas reparten entre «{level}», y allí no hay ningún territorio. Agréguelos en las reglas.",
        en: "The rules divide among “{level}”, where there are no territories. Add them to the rules."
    }
    nothing_to_keep {
        es: "Cada territorio conservaría lo suyo, pero la base no le da un monto a cada uno. Corrija la bolsa en las reglas.",
        en: "Each territory would keep its own, but the base gives no amount to each. Mend the pool in the rules."
    }
    nothing_within(level) {
        es: "La fórmula se aplica dentro de cada territorio de «{level}», pero la base no le da un monto a cada uno. Corrija la bolsa en las reglas.",
        en: "The formula is applied within each territory of “{level}”, but the base gives no amount to each. Mend the pool in the rules."
    }
    outside(place, level) {
        es: "{place} no está dentro de ningún territorio de «{level}». Diga en las reglas dentro de cuál está.",
        en: "{place} lies in no territory of “{level}”. Say in the rules in which it lies."
    }
    empty(place, level) {
        es: "{place} tiene dinero, pero dentro no hay territorios de «{level}» entre los que repartirlo.",
        en: "{place} has money, but there are no territories of “{level}” in it to share it."
    }
    no_theme { es: "Ningún tema con peso aplica aquí. Revise los temas en las reglas.", en: "No theme with a weight applies here. Check the themes in the rules." }
    too_large(place) { es: "El monto certificado de {place} es demasiado grande.", en: "The amount certified for {place} is too large." }
    inside(place, why) { es: "En {place}: {why}", en: "In {place}: {why}" }
    amounts_wrong {
        es: "Los montos son negativos, demasiado grandes o de monedas distintas.",
        en: "The amounts are negative, too large or in different currencies."
    }

    // What other rules would have given.
    effects_title { es: "Los techos con cada versión", en: "The ceilings under each version" }
    effects_none {
        es: "No hay un proceso en curso: sin su monto no se pueden comparar los techos.",
        en: "There is no process under way: without its amount ceilings cannot be compared."
    }
    effects_supposed(amount) {
        es: "Con los {amount} de este proceso y las cifras de hoy. Como nadie ha certificado la base, aquí no se ve lo que cambiaría con otro porcentaje de ella.",
        en: "With the {amount} of this process and the figures of today. As nobody has certified the base, what another share of it would change is not seen here."
    }
    effects_certified {
        es: "Con los montos fijados o certificados y las cifras de hoy.",
        en: "With the amounts that are fixed or certified and the figures of today."
    }
    effects_same(pool, amount) {
        es: "Los techos de «{pool}» no cambian: las dos versiones reparten {amount} de la misma manera.",
        en: "The ceilings of “{pool}” do not change: both versions share {amount} out in the same way."
    }
    effects_new(pool) { es: "La bolsa «{pool}» es nueva.", en: "The pool “{pool}” is new." }
    effects_gone(pool) { es: "La bolsa «{pool}» ya no está.", en: "The pool “{pool}” is gone." }
    cannot_before(why) { es: "Con la versión anterior no se puede calcular. {why}", en: "It cannot be calculated with the old version. {why}" }
    cannot_after(why) { es: "Con la versión nueva no se puede calcular. {why}", en: "It cannot be calculated with the new version. {why}" }
    whose { es: "Para quién", en: "For whom" }
    difference { es: "Diferencia", en: "Difference" }
    percent { es: "En porcentaje", en: "In percent" }
    more(amount) { es: "+{amount}", en: "+{amount}" }

    // Where the money comes from.
    base_fixed(amount) { es: "Las reglas fijan la bolsa en {amount}.", en: "The rules fix the pool at {amount}." }
    base_each(each, count, amount) {
        es: "Las reglas dan {each} a cada territorio: {count} × {each} = {amount}.",
        en: "The rules give {each} to each territory: {count} × {each} = {amount}."
    }
    base_share(label, total, share, amount) {
        es: "{label}: {total}. La bolsa es el {share} de ese monto: {amount}.",
        en: "{label}: {total}. The pool is {share} of that amount: {amount}."
    }
    certified_by(by, date) { es: "Lo certificó: {by}, el {date}.", en: "Certified by: {by}, on {date}." }
    certified_by_at(by, date, reference) {
        es: "Lo certificó: {by}, el {date}. Se puede leer en: {reference}.",
        en: "Certified by: {by}, on {date}. It can be read at: {reference}."
    }

    // How it is divided.
    divided(how, amount) { es: "{how}: {amount}", en: "{how}: {amount}" }
    divided_within(place, how, amount) { es: "{place}. {how}: {amount}", en: "{place}. {how}: {amount}" }
    by_certificate { es: "Según lo certificado para cada territorio", en: "By what was certified for each territory" }
    by_formula { es: "Con la fórmula de las reglas", en: "By the formula of the rules" }
    by_scenario(name) { es: "Con la fórmula del escenario «{name}»", en: "By the formula of the scenario “{name}”" }
    by_theme { es: "Por temas, según su peso", en: "By theme, by their weights" }
    certified { es: "Certificado", en: "Certified" }
    gets { es: "Le toca", en: "Gets" }
    theme { es: "Tema", en: "Theme" }
    at_most { es: "Proyectos, a lo sumo", en: "Projects, at most" }
    by_certificate_note {
        es: "Para rehacer la cuenta: bolsa × certificado ÷ total certificado, hacia abajo. Lo que sobra por redondear va, de a una unidad, a los restos más grandes.",
        en: "To redo the sum: pool × certified ÷ total certified, rounded down. What the rounding leaves goes, one unit each, to the largest remainders."
    }
    by_theme_note {
        es: "Para rehacer la cuenta: monto × peso ÷ suma de los pesos, hacia abajo. Lo que sobra por redondear va, de a una unidad, a los restos más grandes.",
        en: "To redo the sum: amount × weight ÷ sum of the weights, rounded down. What the rounding leaves goes, one unit each, to the largest remainders."
    }
    csv_pool { es: "Código de la bolsa", en: "Code of the pool" }
    csv_act { es: "Acto", en: "Act" }
    whole { es: "No se reparte: es un solo techo.", en: "It is not divided: it is one ceiling." }
    kept { es: "Cada territorio conserva lo suyo", en: "Each territory keeps its own" }
    not_adopted {
        es: "Esto es lo que dan las reglas con lo certificado y las cifras de hoy. Ningún acto lo ha adoptado todavía.",
        en: "This is what the rules give with what is certified and the figures of today. No act has adopted it yet."
    }
    by_the_rules {
        es: "Esto es lo que da la fórmula de las reglas con lo certificado y las cifras de hoy. Los techos vigentes son los del último escenario adoptado.",
        en: "This is what the formula of the rules gives with what is certified and the figures of today. The ceilings in force are those of the last scenario adopted."
    }
    by_act_at(act, date, reference) {
        es: "Lo adoptó: {act}, del {date}. Se puede leer en: {reference}.",
        en: "Adopted by: {act}, of {date}. It can be read at: {reference}."
    }

    // The administration's pages.
    lead {
        es: "Cada bolsa de las reglas con su cuenta. Los techos cambian solo cuando un acto los adopta.",
        en: "Each pool of the rules with its sum. Ceilings change only when an act adopts them."
    }
    open_pool(pool) { es: "Certificar o adoptar «{pool}»", en: "Certify or adopt “{pool}”" }
    certify_base { es: "Certificar la base", en: "Certify the base" }
    over { es: "Bolsa", en: "Pool" }
    plan_title { es: "La cuenta", en: "The sum" }
    amount_of(place) { es: "Monto certificado de {place}", en: "Amount certified for {place}" }
    base_each_rule(share, label, level) {
        es: "Según las reglas, la bolsa es el {share} de: {label}, certificado para cada territorio de «{level}».",
        en: "By the rules, the pool is {share} of: {label}, certified for each territory of “{level}”."
    }
    certified_saved(pool) { es: "Quedó certificada la base de «{pool}».", en: "The base of “{pool}” is certified." }
    adopt_title { es: "Adoptar estos techos", en: "Adopt these ceilings" }
    adopt_lead {
        es: "Los techos de la cuenta pasan a ser los vigentes, a nombre de un acto. Los de los tarjetones entran en sus libros.",
        en: "The ceilings of the sum come into force, in the name of an act. Those of the ballots enter their ledgers."
    }
    adopt_record {
        es: "Los tarjetones de este proceso no gastan esta bolsa: sus techos quedan publicados con el acto, y ningún libro cambia.",
        en: "The ballots of this process do not spend this pool: its ceilings are published with the act, and no ledger changes."
    }
    themes_note {
        es: "Del libro de cada tarjetón sale la suma de sus temas. La parte de cada tema queda publicada con el acto.",
        en: "The ledger of each ballot has the sum of its themes. The part of each theme is published with the act."
    }
    changed {
        es: "La cuenta cambió mientras usted la miraba: se certificó otra base o cambió una cifra. Mírela de nuevo antes de adoptarla.",
        en: "The sum changed while you were looking at it: another base was certified or a figure changed. Look at it again before adopting it."
    }
    adopted(amount) { es: "Quedaron adoptados los techos de la bolsa de {amount}.", en: "The ceilings of the pool of {amount} are adopted." }
    now_differs {
        es: "Con lo certificado y las cifras de hoy las reglas dan otra cuenta que la adoptada. Abajo está la de hoy.",
        en: "With what is certified and the figures of today the rules give another sum than the adopted one. That of today is below."
    }
    today_title { es: "La cuenta de hoy", en: "The sum of today" }
    other_currency { es: "La bolsa está en otra moneda que el proceso.", en: "The pool is in another currency than the process." }
    within_title { es: "Probar la fórmula dentro de un territorio", en: "Try the formula within a territory" }
    within_lead {
        es: "Elija uno y pruebe otros pesos con su dinero. Lo que guarde como escenario no cambia nada hasta que un acto lo adopte.",
        en: "Choose one and try other weights with its money. What you keep as a scenario changes nothing until an act adopts it."
    }
    try_within(place, amount) { es: "{place}: {amount}", en: "{place}: {amount}" }
    not_in_force(ceiling) {
        es: "El techo vigente, {ceiling}, no es el de esta cuenta: un acto lo fijó de otro modo. Abajo está su libro.",
        en: "The ceiling in force, {ceiling}, is not that of this sum: an act fixed it in another way. Its ledger is below."
    }
}
