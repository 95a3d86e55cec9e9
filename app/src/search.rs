//! Searching short lists by name, the way people type: without accents and in any case.

/// Whether a name has every word that was typed. Nothing typed finds everything.
pub fn finds(name: &str, typed: &str) -> bool {
    let name = fold(name);
    fold(typed).split_whitespace().all(|word| name.contains(word))
}

/// The key by which names are sorted: accents and case do not separate them.
pub fn fold(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).map(plain).collect()
}

/// A letter without its accent, for the letters of Spanish, Portuguese and their neighbours.
const fn plain(letter: char) -> char {
    match letter {
        'á' | 'à' | 'ä' | 'â' | 'ã' => 'a',
        'é' | 'è' | 'ë' | 'ê' => 'e',
        'í' | 'ì' | 'ï' | 'î' => 'i',
        'ó' | 'ò' | 'ö' | 'ô' | 'õ' => 'o',
        'ú' | 'ù' | 'ü' | 'û' => 'u',
        'ñ' => 'n',
        'ç' => 'c',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_and_case_do_not_matter() {
        assert!(finds("Tlajomulco de Zúñiga", "zuniga"));
        assert!(finds("Itagüí", "ITAGUI"));
        assert!(finds("San Pedro Tlaquepaque", "tlaque san"));
        assert!(!finds("Envigado", "bello"));
        assert!(finds("Envigado", "  "));
    }
}
