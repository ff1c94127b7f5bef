// SPDX-License-Identifier: Apache-2.0
// Counts the words of a file (or of standard input), writes a report beside it and shows that panics and exit codes arrive.
use std::collections::{BTreeMap, HashMap};
use std::io::{Read, Write};

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let mut text = String::new();
    match args.get(1) {
        Some(path) => {
            text = std::fs::read_to_string(path).unwrap_or_else(|e| {
                eprintln!("{}: {:?}", path, e.kind());
                std::process::exit(3)
            })
        }
        None => {
            std::io::stdin().read_to_string(&mut text).expect("standard input");
        }
    }
    let mut counts: HashMap<String, usize> = HashMap::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        *counts.entry(word.to_lowercase()).or_insert(0) += 1;
    }
    let mut by_count: BTreeMap<(std::cmp::Reverse<usize>, &str), ()> = BTreeMap::new();
    for (word, count) in &counts {
        by_count.insert((std::cmp::Reverse(*count), word), ());
    }
    let mut report = String::new();
    for ((count, word), ()) in by_count.iter().take(10) {
        report += &format!("{:>6} {}\n", count.0, word);
    }
    let entropy: f64 = {
        let total: usize = counts.values().sum();
        let mut sorted: Vec<usize> = counts.values().copied().collect();
        sorted.sort_unstable();
        sorted.iter().map(|&c| c as f64 / total as f64).map(|p| -p * p.log2()).sum()
    };
    report += &format!("words {} distinct {} entropy {:.6}\n", counts.values().sum::<usize>(), counts.len(), entropy);
    print!("{}", report);
    if let Some(path) = args.get(2) {
        std::fs::File::create(path).and_then(|mut f| f.write_all(report.as_bytes())).expect("report");
        let back = std::fs::read_to_string(path).expect("report");
        println!("wrote {} bytes, {}", back.len(), if back == report { "read back the same" } else { "DIFFERENT" });
    }
}
