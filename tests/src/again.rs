//! A published result, made again by the binary from nothing but its act and its ballots.

use http::Method;

use crate::binary::{Folder, Said, command, run};
use crate::browser::Browser;

/// What is made again.
const MADE: [&str; 3] = ["acta.json", "resultado.csv", "votos.pb"];

/// The act and the ballots that it is made from.
const GIVEN: [&str; 2] = ["acta.json", "papeletas.csv"];

/// A file of the result at an address.
async fn download(visitor: &Browser, result: &str, file: &str) -> Vec<u8> {
    let answer = visitor.request(Method::GET, &format!("{result}/{file}")).send().await.expect("an answer");
    assert_eq!(answer.status(), 200, "{result}/{file}");
    answer.bytes().await.expect("the whole file").to_vec()
}

/// Makes the result again whose act and ballots lie in a folder, in a folder of that name inside it.
pub async fn make_again(folder: &Folder, into: &str) -> Said {
    let path = |file: &str| folder.join(file).to_str().expect("a path in UTF-8").to_owned();
    let ([act, slips], into) = (GIVEN.map(path), path(into));
    run(command(&["tally", "--act", &act, "--slips", &slips, "--write", &into])).await
}

/// Takes the act and the ballots of the result at an address into a folder, and holds what is made of them to the files
/// that the site gives out.
pub async fn is_made_again(visitor: &Browser, result: &str, folder: &Folder) {
    for file in GIVEN {
        std::fs::write(folder.join(file), download(visitor, result, file).await).expect("the file is written");
    }
    let said = make_again(folder, "otra-vez").await;
    assert!(said.done, "{result}: {}{}", said.out, said.err);
    for file in MADE {
        let made = std::fs::read(folder.join("otra-vez").join(file)).expect("the file is there");
        assert!(made == download(visitor, result, file).await, "{result}/{file}");
        assert!(said.out.contains(&format!("{file}: as it was published")), "{}", said.out);
    }
}
