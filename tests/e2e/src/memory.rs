//! What the browser's pages hold in memory, as a debugger would see it (Linux).

use std::fs::{self, File};
use std::os::unix::fs::FileExt;
use std::path::Path;

use memchr::memmem;

use crate::secrets::Secrets;

/// The kinds of these secrets that lie in the memory of the processes that run the pages of a browser
/// with this profile. `None` where other processes' memory cannot be read.
pub fn held(secrets: &Secrets, profile: &Path) -> Option<Vec<String>> {
    let needles = secrets.needles();
    let mut found = vec![false; needles.len()];
    let mut has_read = false;
    for process in renderers(profile) {
        let maps = fs::read_to_string(format!("/proc/{process}/maps")).ok()?;
        let memory = File::open(format!("/proc/{process}/mem")).ok()?;
        for (from, to) in maps.lines().filter_map(writable) {
            let mut at = from;
            // Overlapping, so that nothing is missed at a border.
            while at < to {
                let length = usize::try_from((to - at).min(STEP + OVERLAP)).ok()?;
                let mut bytes = vec![0; length];
                if memory.read_exact_at(&mut bytes, at).is_ok() {
                    has_read = true;
                    for (needle, found) in needles.iter().zip(&mut found) {
                        *found = *found || memmem::find(&bytes, needle).is_some();
                    }
                }
                at += STEP;
            }
        }
    }
    let kinds = needles.iter().zip(found).filter(|(_, found)| *found);
    has_read.then(|| {
        kinds
            .map(|(needle, _)| String::from_utf8_lossy(needle).chars().take(8).collect())
            .collect()
    })
}

/// The browser's descendants that run pages.
fn renderers(profile: &Path) -> Vec<u32> {
    let all: Vec<(u32, u32, String)> = fs::read_dir("/proc")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .filter_map(|process: u32| {
            let command = fs::read(format!("/proc/{process}/cmdline")).ok()?;
            let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
            let parent = status.lines().find_map(|line| line.strip_prefix("PPid:"))?;
            let command = String::from_utf8_lossy(&command).replace('\0', " ");
            Some((process, parent.trim().parse().ok()?, command))
        })
        .collect();
    let profile = format!("--user-data-dir={}", profile.display());
    let mut family: Vec<u32> = all
        .iter()
        .filter(|(_, _, command)| command.contains(&profile))
        .map(|(process, _, _)| *process)
        .collect();
    let mut next = 0;
    while let Some(parent) = family.get(next).copied() {
        let children = all.iter().filter(|(_, of, _)| *of == parent);
        let children: Vec<u32> = children.map(|(process, _, _)| *process).collect();
        family.extend(
            children
                .iter()
                .filter(|child| !family.contains(child))
                .copied()
                .collect::<Vec<_>>(),
        );
        next += 1;
    }
    all.into_iter()
        .filter(|(process, _, command)| {
            family.contains(process) && command.contains("--type=renderer")
        })
        .map(|(process, _, _)| process)
        .collect()
}

fn writable(line: &str) -> Option<(u64, u64)> {
    let mut parts = line.split(' ');
    let (from, to) = parts.next()?.split_once('-')?;
    parts.next()?.starts_with("rw").then_some(())?;
    let number = |digits| u64::from_str_radix(digits, 16).ok();
    Some((number(from)?, number(to)?))
}

const STEP: u64 = 4 << 20;
/// Longer than any secret.
const OVERLAP: u64 = 8 << 10;
