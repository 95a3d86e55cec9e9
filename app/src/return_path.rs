//! Paths that a request names to come back to: only of the same site, so that no link can send people elsewhere.

/// The path, when it leads to a page of this site and does not lead back into the sign-in; else the home page.
pub fn checked(path: Option<&str>) -> &str {
    known(path).unwrap_or("/")
}

/// The same, and none where there is no such path: whoever was on the way somewhere is told apart from whoever was not.
pub fn known(path: Option<&str>) -> Option<&str> {
    path.filter(|path| is_of_this_site(path))
}

fn is_of_this_site(path: &str) -> bool {
    // Browsers take `//host`, `/\host`, and either with tabs or line ends in between, for another host.
    path.len() <= 1024
        && path.starts_with('/')
        && !path[1..].starts_with(['/', '\\'])
        && path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
        && !["/auth", "/entrar", "/salir"]
            .iter()
            .any(|way| path.strip_prefix(way).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#'])))
}

#[cfg(test)]
mod tests {
    use super::{checked, known};

    #[test]
    fn pages_of_this_site_are_kept() {
        for path in ["/", "/votar", "/ideas?q=agua%20limpia&n=1", "/procesos/2026/01#p7", "/entrares"] {
            assert_eq!(checked(Some(path)), path);
            assert_eq!(known(Some(path)), Some(path));
        }
    }

    #[test]
    fn everything_else_leads_home() {
        for path in [
            "",
            "votar",
            "https://example.com/",
            "//example.com",
            "/\\example.com",
            "\\\\example.com",
            "/\t/example.com",
            "/votar\r\nSet-Cookie: a=b",
            "/a\\b",
            "/ñ",
            "javascript:alert(1)",
            "/entrar?volver=/entrar",
            "/auth/callback",
            "/salir",
            " /votar",
        ] {
            assert_eq!(checked(Some(path)), "/", "{path:?}");
            assert_eq!(known(Some(path)), None, "{path:?}");
        }
        assert_eq!(checked(None), "/");
        assert_eq!(checked(Some(&format!("/{}", "a".repeat(1024)))), "/");
    }
}
