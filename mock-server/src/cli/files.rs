//! Files and folders that flags name. It knows no flag, and nothing of what stands in them.

use std::path::{Path, PathBuf};

use super::Failure;

/// The bytes of a file.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path)
        .map_err(|error| Failure::Wrong(format!("{}: it cannot be read: {error}", path.display())))
}

/// The files of a folder with one of those endings, sorted by name.
pub(super) fn read_folder(folder: &Path, endings: &[&str]) -> Result<Vec<PathBuf>, Failure> {
    let wrong = |error: std::io::Error| {
        Failure::Wrong(format!("{}: the folder cannot be read: {error}", folder.display()))
    };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(wrong)? {
        let path = entry.map_err(wrong)?.path();
        let ending = path.extension().and_then(|ending| ending.to_str());
        if ending.is_some_and(|ending| endings.contains(&ending)) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// The definition files of a folder, each with its path and its text.
pub(super) fn read_definitions(folder: &Path) -> Result<Vec<(String, String)>, Failure> {
    let text_of = |path: PathBuf| {
        let text = String::from_utf8(read(&path)?)
            .map_err(|_| Failure::Wrong(format!("{}: it is not UTF-8", path.display())))?;
        Ok((path.display().to_string(), text))
    };
    read_folder(folder, &["toml"])?.into_iter().map(text_of).collect()
}

/// Files, and in the place of a folder its files with one of those endings.
pub(super) fn spread(paths: &[PathBuf], endings: &[&str]) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            files.extend(read_folder(path, endings)?);
        } else {
            files.push(path.clone());
        }
    }
    Ok(files)
}
