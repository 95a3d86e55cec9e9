//! Words of the list of polling places (puestos de votación) that everybody reads.

messages! {
    title { es: "Dónde se vota en persona", en: "Where to vote in person" }
    lead {
        es: "Los puestos de votación con su dirección y su horario. Vaya a uno de su territorio, o a uno que sea de todos.",
        mx: "Los centros de votación con su dirección y su horario. Vaya a uno de su territorio, o a uno que sea de todos.",
        en: "The polling places with their address and their hours. Go to one of your territory, or to one that is everybody's."
    }
    link { es: "Dónde se vota en persona", en: "Where to vote in person" }
    all { es: "Todos los puestos de votación", mx: "Todos los centros de votación", en: "All polling places" }
    everybody { es: "Para personas de cualquier territorio", en: "For people of any territory" }
    none {
        es: "Todavía no se han publicado los puestos de votación. Vuelva cuando se acerque la votación.",
        mx: "Todavía no se han publicado los centros de votación. Vuelva cuando se acerque la votación.",
        en: "The polling places have not been published yet. Come back when the voting draws near."
    }
}
