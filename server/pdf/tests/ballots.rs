//! Printed ballots: whether everybody can read the file, and whether each has its number and all the projects.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use lopdf::Document;
use shared::{
    locale::Locale,
    paper::{Batch, Leaflet, Line},
};

fn leaflet(large: bool) -> Leaflet {
    let line = |number: u32| Line {
        number: format!("{number:02}"),
        title: format!("Proyecto {number} para el barrio 😀"),
        detail: "Calle 10 · $ 120.000.000".to_owned(),
        alone: (number < 3).then(|| "De los números 1 y 2 solo puede ganar uno (Lote de la 70).".to_owned()),
    };
    Leaflet {
        locale: Locale::EsCo,
        over: "Villa Uno · Presupuesto".to_owned(),
        title: "Comuna 01".to_owned(),
        says: vec!["Marque hasta 2 proyectos.".to_owned()],
        lines: (1..=30).map(line).collect(),
        written: false,
        blank: Some("Voto en blanco".to_owned()),
        stub: "Talón".to_owned(),
        tear: "Desprenda el talón".to_owned(),
        foot: "Comuna 01 · página {page} de {pages}".to_owned(),
        serials: Batch::new(127, 3).unwrap().serials().map(|serial| serial.to_string()).collect(),
        large,
    }
}

fn said(file: &[u8]) -> Vec<String> {
    let file = Document::load_mem(file).unwrap();
    let pages = file.get_pages();
    pages.keys().map(|page| file.extract_text(&[*page]).unwrap().replace('\n', " ")).collect()
}

#[test]
fn each_ballot_has_its_number_once_and_all_projects() {
    for large in [false, true] {
        let leaflet = leaflet(large);
        let file = pdf::render_ballots(&leaflet).unwrap();
        assert_eq!(pdf::render_ballots(&leaflet).unwrap(), file, "the same bytes");
        let pages = said(&file);
        assert_eq!(pages.len() % 3, 0, "all ballots are equally long");
        let whole = pages.join(" ");
        for serial in &leaflet.serials {
            assert_eq!(whole.matches(serial.as_str()).count(), 1, "{serial}");
        }
        for line in &leaflet.lines {
            assert_eq!(whole.matches(&format!("Proyecto {} para", line.number.trim_start_matches('0'))).count(), 3);
        }
        assert_eq!(whole.matches("solo puede ganar uno").count(), 6, "two of each ballot's projects say so");
        let each = pages.len() / 3;
        for page in pages.chunks(each) {
            assert!(page[0].contains(&format!("página 1 de {each}")), "{}", page[0]);
        }
    }
    assert!(said(&pdf::render_ballots(&leaflet(true)).unwrap()).len() > 3, "large print takes more room");
}
