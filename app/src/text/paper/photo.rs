//! Words of the photos of sheets.

use shared::{
    locale::Locale,
    paper::{NoPhoto, Photo},
};

messages! {
    photos { es: "Fotos de la planilla", en: "Photos of the sheet" }
    photos_lead {
        es: "Su huella va en el acta: nadie puede cambiarlas después. Las ven quienes leen papel o responden por el resultado, y no se publican.",
        en: "Their hash is in the act: nobody can swap them later. Those who read paper or answer for the result see them, and they are not published."
    }
    photos_none { es: "Todavía no hay fotos.", en: "There are no photos yet." }
    photos_later {
        es: "Las fotos se ven cuando termina la votación: antes nadie puede saber qué dicen los votos.",
        en: "Photos are shown when voting is over: before, nobody may know what ballots say."
    }
    photo_number(number) { es: "Foto {number}", en: "Photo {number}" }
    photo_of(number, sheet) { es: "Foto {number} de la planilla {sheet}", en: "Photo {number} of sheet {sheet}" }
    photo_by(name, at) { es: "La agregó {name}, {at}", en: "Added by {name}, {at}" }
    photo_hash { es: "Huella (SHA-256)", en: "Hash (SHA-256)" }
    attach { es: "Agregar la foto", en: "Add the photo" }
    attach_file { es: "Foto (JPEG o PNG)", en: "Photo (JPEG or PNG)" }
    attach_hint(megabytes) {
        es: "Máximo {megabytes} MB. Que se lean todos los renglones. El lugar y la fecha que guarda la cámara se borran.",
        en: "At most {megabytes} MB. All lines should be readable. The place and date that the camera keeps are erased."
    }
    attached(number) { es: "La foto {number} quedó guardada.", en: "Photo {number} is kept." }
    photo_known { es: "Esa foto ya está en la planilla.", en: "The sheet has that photo already." }
    photo_full(most) { es: "La planilla ya tiene {most} fotos, que es el máximo.", en: "The sheet has {most} photos, which is the most it may have." }
    photo_empty { es: "Elija una foto: no llegó ninguna, o el archivo está vacío.", en: "Choose a photo: none came, or the file is empty." }
    photo_too_large(megabytes) {
        es: "El archivo pesa más de {megabytes} MB. Tome la foto con menos calidad y envíela otra vez.",
        en: "The file has more than {megabytes} MB. Take the photo with less quality and send it again."
    }
    photo_kind {
        es: "El archivo no es una foto JPEG ni PNG, aunque se llame así. Envíe la que tomó la cámara.",
        en: "The file is no JPEG or PNG photo, whatever it is called. Send the one that the camera took."
    }
    photo_pixels(megapixels) {
        es: "La foto tiene más de {megapixels} megapíxeles, o es muy larga. Tómela con menos resolución.",
        en: "The photo has more than {megapixels} megapixels, or is too long. Take it with a lower resolution."
    }
    photo_damaged {
        es: "La foto está incompleta o dañada. Envíela otra vez, o tome otra.",
        en: "The photo is incomplete or damaged. Send it again, or take another one."
    }
}

/// Why a file is not taken as a photo.
pub fn no_photo(locale: Locale, why: NoPhoto) -> String {
    match why {
        NoPhoto::Empty => photo_empty(locale).to_owned(),
        NoPhoto::TooLarge => photo_too_large(locale, MEGABYTES),
        NoPhoto::Kind => photo_kind(locale).to_owned(),
        NoPhoto::TooManyPixels => photo_pixels(locale, Photo::MOST_PIXELS / 1_000_000),
        NoPhoto::Damaged => photo_damaged(locale).to_owned(),
    }
}

/// The most that a file may have, in megabytes.
pub const MEGABYTES: usize = Photo::MOST_BYTES / (1024 * 1024);
