//! How much memory a program and those that it started held at most, where the system tells.

/// The peaks of a process and of all its living descendants, added up, in bytes.
#[cfg(target_os = "linux")]
pub(super) fn peak_bytes(pid: u32) -> Option<u64> {
    /// A program that starts more than this is not followed further.
    const PROCESSES_MAX: usize = 256;
    let mut open = vec![pid];
    let mut found = None;
    let mut seen = 0;
    while let Some(pid) = open.pop() {
        seen += 1;
        if seen > PROCESSES_MAX {
            break;
        }
        let Some(bytes) = peak_of(pid) else { continue };
        found = Some(found.unwrap_or(0) + bytes);
        open.extend(children(pid));
    }
    found
}

/// Elsewhere nobody is asked.
#[cfg(not(target_os = "linux"))]
pub(super) fn peak_bytes(_pid: u32) -> Option<u64> {
    None
}

#[cfg(target_os = "linux")]
fn peak_of(pid: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib << 10)
}

/// Children are listed by the thread that started them.
#[cfg(target_os = "linux")]
fn children(pid: u32) -> Vec<u32> {
    let Ok(threads) = std::fs::read_dir(format!("/proc/{pid}/task")) else { return Vec::new() };
    let lists = threads
        .filter_map(|thread| std::fs::read_to_string(thread.ok()?.path().join("children")).ok());
    lists.flat_map(|list| pids(&list)).collect()
}

#[cfg(target_os = "linux")]
fn pids(list: &str) -> Vec<u32> {
    list.split_whitespace().filter_map(|pid| pid.parse().ok()).collect()
}
