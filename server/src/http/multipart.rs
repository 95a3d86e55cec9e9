//! Forms that carry files (`multipart/form-data`), made into what every other form is: behind this, nobody needs to know
//! that a text came from a file.
//!
//! A file takes the place of the field that bears its name, unless nothing was chosen. Its bytes are read as UTF-8; what
//! is none becomes U+FFFD, which whoever reads the text points out where it stands. Only a form that sends pictures has
//! its files apart, as they came.

use app::forms::Uploads;
use axum::{
    body::{Body, Bytes},
    extract::{DefaultBodyLimit, FromRequest as _, Multipart, Request},
};
use form_urlencoded::Serializer;
use http::{HeaderMap, HeaderValue, header};

/// The form as it would have come without files. What is no such form stays as it is.
///
/// # Errors
/// When the parts are not what their heading says.
pub async fn flatten(headers: &mut HeaderMap, body: Bytes) -> Result<Bytes, Malformed> {
    match parts(headers, &body).await? {
        Some(fields) => Ok(as_form(headers, &fields)),
        None => Ok(body),
    }
}

/// The form without its files, and the files. What is no such form stays as it is and has none.
///
/// # Errors
/// When the parts are not what their heading says.
pub async fn split(headers: &mut HeaderMap, body: Bytes) -> Result<(Bytes, Uploads), Malformed> {
    let Some(fields) = parts(headers, &body).await? else { return Ok((body, Uploads::default())) };
    let (files, fields): (Vec<Field>, Vec<Field>) = fields.into_iter().partition(|field| field.file);
    let uploads = files.into_iter().map(|file| (file.name, file.bytes)).collect();
    Ok((as_form(headers, &fields), uploads))
}

/// Parts that are not what their heading says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the parts of the form cannot be told from each other")]
pub struct Malformed;

struct Field {
    name: String,
    bytes: Bytes,
    file: bool,
}

fn as_form(headers: &mut HeaderMap, fields: &[Field]) -> Bytes {
    let mut form = Serializer::new(String::new());
    for Field { name, bytes, .. } in fields {
        form.append_pair(name, &String::from_utf8_lossy(bytes));
    }
    let body = Bytes::from(form.finish());
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
    headers.insert(header::CONTENT_LENGTH, body.len().into());
    body
}

/// The parts of a form that carries files; nothing of any other.
async fn parts(headers: &HeaderMap, body: &Bytes) -> Result<Option<Vec<Field>>, Malformed> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("multipart/form-data") {
        return Ok(None);
    }
    let mut request = Request::new(Body::from(body.clone()));
    request.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_str(kind).map_err(|_| Malformed)?);
    // How long the whole may be was looked at before.
    DefaultBodyLimit::disable().apply(&mut request);
    read(request).await.map(Some)
}

async fn read(request: Request) -> Result<Vec<Field>, Malformed> {
    let mut parts = Multipart::from_request(request, &()).await.map_err(|_| Malformed)?;
    let mut fields: Vec<Field> = Vec::new();
    while let Some(part) = parts.next_field().await.map_err(|_| Malformed)? {
        let Some(name) = part.name().map(ToOwned::to_owned) else { return Err(Malformed) };
        let file = part.file_name().is_some();
        let bytes = part.bytes().await.map_err(|_| Malformed)?;
        if !file {
            // The file that came before it counts.
            if !fields.iter().any(|known| known.file && known.name == name) {
                fields.push(Field { name, bytes, file });
            }
        } else if !bytes.is_empty() {
            fields.retain(|known| known.name != name);
            fields.push(Field { name, bytes, file });
        }
    }
    Ok(fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(kind: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(header::CONTENT_TYPE, HeaderValue::from_static(kind))])
    }

    async fn flattened(parts: &[(&str, Option<&str>, &[u8])]) -> Result<Vec<(String, String)>, Malformed> {
        let mut body = Vec::new();
        for (name, file, content) in parts {
            let file = file.map(|file| format!("; filename=\"{file}\"\r\nContent-Type: text/csv")).unwrap_or_default();
            body.extend(format!("--xx\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n").bytes());
            body.extend(*content);
            body.extend(b"\r\n");
        }
        body.extend(b"--xx--\r\n");
        let mut headers = headers("multipart/form-data; boundary=xx");
        let body = flatten(&mut headers, body.into()).await?;
        assert_eq!(headers[header::CONTENT_TYPE], "application/x-www-form-urlencoded");
        assert_eq!(headers[header::CONTENT_LENGTH], body.len().to_string());
        Ok(form_urlencoded::parse(&body).into_owned().collect())
    }

    fn pair(name: &str, value: &str) -> (String, String) {
        (name.to_owned(), value.to_owned())
    }

    #[tokio::test]
    async fn a_file_takes_the_place_of_the_field_of_its_name() {
        let csv = "code;a\r\n01;ñ\r\n";
        for order in [[0, 1, 2], [2, 1, 0]] {
            let parts: [(&str, Option<&str>, &[u8]); 3] =
                [("text", None, b"typed"), ("csrf", None, b"a b"), ("text", Some("a.csv"), csv.as_bytes())];
            let fields = flattened(&order.map(|place| parts[place])).await.unwrap();
            assert!(fields.contains(&pair("text", csv)) && fields.contains(&pair("csrf", "a b")), "{fields:?}");
            assert_eq!(fields.len(), 2);
        }
        let none = flattened(&[("text", None, b"typed"), ("text", Some(""), b"")]).await.unwrap();
        assert_eq!(none, [pair("text", "typed")]);
        let fields = flattened(&[("a[]", None, b"1"), ("a[]", None, b"2")]).await.unwrap();
        assert_eq!(fields, [pair("a[]", "1"), pair("a[]", "2")]);
        let latin = flattened(&[("text", Some("a.csv"), b"Medell\xEDn")]).await.unwrap();
        assert_eq!(latin, [pair("text", "Medell\u{fffd}n")]);
    }

    #[tokio::test]
    async fn a_picture_stays_as_it_came() {
        let picture = Bytes::from_static(b"\xff\xd8\xff\xe0\0not a text\xff\xd9");
        let mut body = b"--xx\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\na b\r\n\
            --xx\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"f.jpg\"\r\n\r\n"
            .to_vec();
        body.extend(&picture);
        body.extend(b"\r\n--xx--\r\n");
        let mut headers = headers("multipart/form-data; boundary=xx");
        let (form, uploads) = split(&mut headers, body.into()).await.unwrap();
        assert_eq!(&form[..], b"csrf=a+b");
        assert_eq!(headers[header::CONTENT_TYPE], "application/x-www-form-urlencoded");
        assert_eq!(uploads.file("photo"), picture);
        assert_eq!(uploads.file("csrf"), Bytes::new());
    }

    #[tokio::test]
    async fn what_is_no_such_form_stays_and_what_only_says_so_is_refused() {
        let mut plain = headers("application/x-www-form-urlencoded");
        let body = Bytes::from_static(b"a=1");
        assert_eq!(flatten(&mut plain, body.clone()).await, Ok(body.clone()));
        for kind in ["multipart/form-data", "multipart/form-data; boundary=xx"] {
            assert_eq!(flatten(&mut headers(kind), body.clone()).await, Err(Malformed), "{kind}");
        }
    }
}
