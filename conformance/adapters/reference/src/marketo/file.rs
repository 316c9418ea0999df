//! The file of an export: fetched to its last byte, however often the way breaks, and then compared
//! with what the export says of it.

use std::fs::{File, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use bulk_conformance::protocol::{Class, Failure};
use sha2::{Digest, Sha256};

use super::extract::{Extract, export_path};
use super::multipart::hex;
use crate::answers::Trouble;
use crate::http::{Answer, Broken, Repeat, Request, exchange};
use crate::policy::back_off;
use crate::rows::disk;
use crate::run::{Result, Run};

/// As `Steps::download`. A file that is not what it should be is fetched once more from its first byte.
///
/// # Errors
/// Those of `Steps::download`.
pub fn download(run: &Run<'_>, extract: &Extract) -> Result<PathBuf> {
    let path = run.file(&format!("export-{}.csv", extract.id));
    let mut refetches = 0;
    loop {
        File::create(&path).map_err(|error| disk(&error))?;
        fetch_all(run, extract, &path)?;
        match run.parts.marketo.check_file(extract, &path) {
            Ok(()) => return Ok(path),
            Err(_) if refetches < run.parts.policy.refetches_max(run) => refetches += 1,
            Err(failure) => return Err(failure),
        }
    }
}

/// Fetches what is missing, as long as each try gains something or a few in a row do not.
fn fetch_all(run: &Run<'_>, extract: &Extract, path: &Path) -> Result<()> {
    let mut idle = 0;
    loop {
        let had = size_of(path)?;
        let trouble = match fetch_rest(run, extract, path, had) {
            Ok(()) => return Ok(()),
            Err(trouble) => trouble,
        };
        let has = size_of(path)?;
        idle = if has > had { 0 } else { idle + 1 };
        match &trouble {
            Trouble::Broken(_) if Some(has) == extract.bytes => return Ok(()),
            Trouble::Broken(_) => {}
            // The file of an export that is complete may take a moment to appear.
            Trouble::Refused(refusal) if refusal.status == 404 => {}
            // Nothing is left to be sent, or the file is shorter than what is at hand.
            Trouble::Refused(refusal) if refusal.status == 416 => {
                if Some(has) == extract.bytes {
                    return Ok(());
                }
                File::create(path).map_err(|error| disk(&error))?;
            }
            _ => return Err(trouble.into()),
        }
        if idle > run.parts.policy.idle_downloads_max(run) {
            return Err(trouble.into());
        }
        run.pause(back_off(run, idle.max(1)))?;
    }
}

/// Fetches from this byte on, once. What comes is on disk, even if it breaks off.
fn fetch_rest(run: &Run<'_>, extract: &Extract, path: &Path, had: u64) -> Result<(), Trouble> {
    let mut request = Request::get(export_path(run, Some(&extract.id), "file"))
        // Ranges count the bytes of the file, not those of a compressed one.
        .header("Accept-Encoding", "identity");
    if had > 0 {
        request = request.header("Range", format!("bytes={had}-"));
    }
    let mut broken = None;
    exchange(run, &request, Repeat::Safe, |mut answer| {
        let from = run.parts.marketo.resume(&answer, had)?;
        match append(&mut answer, path, from) {
            Ok(()) => broken = None,
            // Not repeated by the call, since the next request is for other bytes.
            Err(error) => broken = Some(Broken::late(error)),
        }
        Ok(())
    })?;
    broken.map_or(Ok(()), |broken| Err(broken.into()))
}

/// As `Steps::resume`: 206 goes on where it was asked to, 200 begins anew, whatever was asked.
///
/// # Errors
/// Those of `Steps::resume`.
pub fn resume(answer: &Answer, asked: u64) -> Result<u64> {
    if answer.status != 206 {
        return Ok(0);
    }
    let range = answer.header("content-range").and_then(|range| range.strip_prefix("bytes "));
    let from = range.and_then(|range| range.split('-').next()?.trim().parse::<u64>().ok());
    match from {
        Some(from) if from <= asked => Ok(from),
        _ => Err(Failure::new(Class::Data, format!("asked for byte {asked}, got {range:?}"))),
    }
}

/// Writes what comes behind this many bytes of the file.
fn append(answer: &mut Answer, path: &Path, from: u64) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).open(path)?;
    file.set_len(from)?;
    file.seek(SeekFrom::Start(from))?;
    let copied = io::copy(&mut answer.body, &mut file);
    file.flush()?;
    copied.map(drop)
}

fn size_of(path: &Path) -> Result<u64> {
    std::fs::metadata(path).map(|data| data.len()).map_err(|error| disk(&error))
}

/// As `Steps::check_file`.
///
/// # Errors
/// Those of `Steps::check_file`.
pub fn check_file(extract: &Extract, path: &Path) -> Result<()> {
    let wrong = |what: String| Err(Failure::new(Class::Data, what));
    let bytes = size_of(path)?;
    if let Some(all) = extract.bytes.filter(|all| *all != bytes) {
        return wrong(format!("{bytes} bytes came of a file of {all}"));
    }
    let Some(said) = extract.checksum.as_deref().and_then(|sum| sum.strip_prefix("sha256:")) else {
        return Ok(());
    };
    let mut digest = Sha256::new();
    let mut file = File::open(path).map_err(|error| disk(&error))?;
    io::copy(&mut file, &mut digest).map_err(|error| disk(&error))?;
    let sum = hex(&digest.finalize());
    if sum.eq_ignore_ascii_case(said) {
        Ok(())
    } else {
        wrong(format!("the file's checksum is {sum}"))
    }
}
