//! The folder that the server serves: written only where something changed, with nothing left over.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::compress;
use crate::failure::{Failure, reading};
use crate::fingerprint;

/// The folder of hashed files, and how addresses name it.
const PACKAGE: &str = "pkg";
const MANIFEST: &str = "manifest.json";

/// Addresses of what a page loads.
pub struct Assets {
    /// The style sheet.
    pub css: String,
    /// The script that loads the WASM.
    pub js: String,
    /// The client.
    pub wasm: String,
}

/// The folder under construction.
pub struct Site {
    root: PathBuf,
    expected: BTreeSet<PathBuf>,
}

impl Site {
    /// Opens the folder, which is made when it is missing.
    pub fn open(root: &Path) -> Result<Self, Failure> {
        let package = root.join(PACKAGE);
        fs::create_dir_all(&package).map_err(reading(&package))?;
        Ok(Self { root: root.to_owned(), expected: BTreeSet::new() })
    }

    /// Adds a file named by its content, and returns its address.
    pub fn add_hashed(&mut self, stem: &str, extension: &str, bytes: &[u8]) -> Result<String, Failure> {
        let hash = &fingerprint::of(&[bytes])[..16];
        let name = format!("{stem}-{hash}.{extension}");
        let compressed = self.add(&Path::new(PACKAGE).join(&name), bytes)?;
        println!("client: {name}: {} KB, {} KB compressed", bytes.len().div_ceil(1000), compressed.div_ceil(1000));
        Ok(format!("/{PACKAGE}/{name}"))
    }

    /// Adds every file of a folder under the same name.
    pub fn copy_all(&mut self, folder: &Path) -> Result<(), Failure> {
        for path in files_under(folder)? {
            let bytes = fs::read(&path).map_err(reading(&path))?;
            self.add(path.strip_prefix(folder).unwrap_or(&path), &bytes)?;
        }
        Ok(())
    }

    /// Writes the manifest and removes what does not belong to this build. In this order: a server that starts in
    /// between finds either the old set whole or the new one.
    pub fn finish(mut self, assets: &Assets) -> Result<(), Failure> {
        let manifest = serde_json::json!({ "css": assets.css, "js": assets.js, "wasm": assets.wasm });
        let path = self.root.join(MANIFEST);
        let fresh = self.root.join("manifest.json.new");
        fs::write(&fresh, format!("{manifest:#}\n")).map_err(reading(&fresh))?;
        fs::rename(&fresh, &path).map_err(reading(&path))?;
        self.expected.insert(path);
        for path in files_under(&self.root)? {
            if !self.expected.contains(&path) {
                fs::remove_file(&path).map_err(reading(&path))?;
            }
        }
        Ok(())
    }

    /// Adds a file and its compressed forms; returns the size of the smallest form.
    fn add(&mut self, name: &Path, bytes: &[u8]) -> Result<usize, Failure> {
        let path = self.root.join(name);
        let unchanged = fs::read(&path).is_ok_and(|before| before == bytes);
        let extension = path.extension().unwrap_or_default().to_string_lossy().into_owned();
        let mut smallest = bytes.len();
        if compress::worthwhile(&extension) {
            for (ending, encode) in [("br", compress::brotli as fn(&[u8]) -> _), ("gz", compress::gzip)] {
                let form = path.with_extension(format!("{extension}.{ending}"));
                let size = match fs::metadata(&form) {
                    Ok(kept) if unchanged => usize::try_from(kept.len()).unwrap_or(usize::MAX),
                    _ => {
                        let encoded = encode(bytes).map_err(reading(&form))?;
                        write(&form, &encoded)?;
                        encoded.len()
                    }
                };
                smallest = smallest.min(size);
                self.expected.insert(form);
            }
        }
        // The plain file last: as long as it is missing or old, the compressed forms are made again.
        if !unchanged {
            write(&path, bytes)?;
        }
        self.expected.insert(path);
        Ok(smallest)
    }
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(reading(folder))?;
    }
    fs::write(path, bytes).map_err(reading(path))
}

/// Every file below a folder, in the order of their paths.
pub fn files_under(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).map_err(reading(&next))? {
            let path = entry.map_err(reading(&next))?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A folder of its own for a test, removed at the end.
    pub(crate) struct Folder(PathBuf);

    impl Folder {
        pub(crate) fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("build-client-{name}-{}", std::process::id()));
            let _ = fs::remove_dir_all(&path);
            fs::create_dir_all(&path).unwrap();
            Self(path)
        }

        pub(crate) fn path(&self) -> &Path {
            &self.0
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn build(folder: &Folder, css: &str) -> (PathBuf, Assets) {
        let root = folder.path().join("site");
        let mut site = Site::open(&root).unwrap();
        let assets = Assets {
            css: site.add_hashed("convite", "css", css.as_bytes()).unwrap(),
            js: site.add_hashed("convite", "js", b"export default 1").unwrap(),
            wasm: site.add_hashed("convite", "wasm", b"\0asm").unwrap(),
        };
        site.copy_all(&folder.path().join("public")).unwrap();
        site.finish(&assets).unwrap();
        (root, assets)
    }

    #[test]
    fn names_follow_the_content_and_nothing_old_stays() {
        let folder = Folder::new("site");
        write(&folder.path().join("public/fonts/a.woff2"), b"font").unwrap();
        write(&folder.path().join("public/icons.svg"), b"<svg/>").unwrap();
        let (root, first) = build(&folder, "a{}");
        fs::remove_file(folder.path().join("public/icons.svg")).unwrap();
        let (_, second) = build(&folder, "b{}");

        assert_ne!(first.css, second.css);
        assert_eq!(first.js, second.js);
        let manifest: serde_json::Value = serde_json::from_slice(&fs::read(root.join(MANIFEST)).unwrap()).unwrap();
        assert_eq!(manifest["css"], second.css);
        let names: Vec<String> = files_under(&root)
            .unwrap()
            .iter()
            .map(|path| format!("/{}", path.strip_prefix(&root).unwrap().display()))
            .collect();
        let mut expected = vec!["/fonts/a.woff2".to_owned(), "/manifest.json".to_owned()];
        for address in [&second.css, &second.js, &second.wasm] {
            expected.extend([address.clone(), format!("{address}.br"), format!("{address}.gz")]);
        }
        expected.sort();
        assert_eq!(names, expected);
    }

    #[test]
    fn the_same_input_writes_nothing_but_the_manifest() {
        let folder = Folder::new("site-same");
        write(&folder.path().join("public/icons.svg"), b"<svg/>").unwrap();
        let (root, assets) = build(&folder, "a{}");
        let stamp = |address: &str| fs::metadata(root.join(&address[1..])).unwrap().modified().unwrap();
        let before: Vec<_> = [assets.css.as_str(), "/icons.svg", "/icons.svg.br"].map(stamp).into();
        let (_, again) = build(&folder, "a{}");
        let after: Vec<_> = [again.css.as_str(), "/icons.svg", "/icons.svg.br"].map(stamp).into();
        assert_eq!(before, after);
    }
}
