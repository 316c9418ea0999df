//! Lists the scenario files, so that those of the folder are inside the binary without being named
//! anywhere.

use std::path::{Path, PathBuf};

fn main() -> std::io::Result<()> {
    let folder =
        Path::new(&std::env::var("CARGO_MANIFEST_DIR").unwrap_or_default()).join("../scenarios");
    println!("cargo:rerun-if-changed={}", folder.display());
    let mut files = Vec::new();
    for provider in sorted(&folder)?.into_iter().filter(|path| path.is_dir()) {
        println!("cargo:rerun-if-changed={}", provider.display());
        let of_provider = sorted(&provider)?.into_iter();
        files.extend(of_provider.filter(|path| path.extension().is_some_and(|end| end == "toml")));
    }
    let mut list = String::from("const FILES: &[(&str, &str)] = &[\n");
    for file in files {
        let file = file.canonicalize()?;
        let name: Vec<_> = file.components().rev().take(2).map(|part| part.as_os_str()).collect();
        let short = format!("scenarios/{}/{}", name[1].display(), name[0].display());
        let path = file.display().to_string();
        list.push_str(&format!("    ({short:?}, include_str!({path:?})),\n"));
    }
    list.push_str("];\n");
    let out = PathBuf::from(std::env::var("OUT_DIR").unwrap_or_default()).join("scenarios.rs");
    std::fs::write(out, list)
}

/// What a folder holds, by name.
fn sorted(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path()));
    let mut entries = entries.collect::<std::io::Result<Vec<_>>>()?;
    entries.sort();
    Ok(entries)
}
