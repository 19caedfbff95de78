//! What is hard to tell, by category: a sentence, what it is marked as, and why. For a class to argue about, and for
//! annotators to do alike.

use crate::messages;
use glossator_core::annotation::Category::{self, Claim, Opinion, Quote};
use glossator_core::codebook::Codebook;
use yew::prelude::*;

/// A sentence, what it is marked as, and why.
type Case = (&'static str, &'static [Category], &'static str);

/// The cases of a category; none of one that somebody added, or that means something else here.
fn cases(codebook: &Codebook, category: &Category) -> Vec<Case> {
    if !codebook.entry(category).text("definition").is_empty() {
        return Vec::new();
    }
    match category {
        Claim => vec![
            (messages::case_prediction(), &[Claim], messages::why_prediction()),
            (messages::case_question(), &[Claim], messages::why_question()),
            (messages::case_headline(), &[Claim, Opinion], messages::why_headline()),
            (messages::case_claim_in_quote(), &[Claim, Quote], messages::why_claim_in_quote()),
        ],
        Quote => vec![
            (messages::case_reported(), &[Quote], messages::why_reported()),
            (messages::case_experts(), &[Quote, Claim], messages::why_experts()),
            (messages::case_scare_quotes(), &[Opinion], messages::why_scare_quotes()),
        ],
        Opinion => vec![
            (messages::case_judged_fact(), &[Opinion, Claim], messages::why_judged_fact()),
            (messages::case_quoted_opinion(), &[Opinion, Quote], messages::why_quoted_opinion()),
            (messages::case_satire(), &[Opinion], messages::why_satire()),
        ],
        Category::Other(_) => Vec::new(),
    }
}

/// The cases of the categories that are offered, to be opened.
pub fn borderline_cases(codebook: &Codebook) -> Html {
    let look = |category: &Category| {
        html! {
            <><b class={codebook.look(category)}><i aria-hidden="true"></i><bdi>{ messages::category(codebook, category) }</bdi></b>{ " " }</>
        }
    };
    let case = |(words, categories, why): &Case| {
        html! {
            <div>
                <dt>{ *words }</dt>
                <dd>{ for categories.iter().map(look) }{ *why }</dd>
            </div>
        }
    };
    let group = |category: &Category| {
        let cases = cases(codebook, category);
        html! {
            if !cases.is_empty() {
                <details>
                    <summary>{ messages::borderline_cases_of(&messages::category(codebook, category)) }</summary>
                    <dl>{ for cases.iter().map(case) }</dl>
                </details>
            }
        }
    };
    html! { <div class="cases">{ for codebook.offered().iter().map(group) }</div> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use glossator_core::codebook::Entry;

    #[test]
    fn every_category_has_cases_as_long_as_it_means_what_it_does() {
        for category in &Category::ALL {
            let all = cases(&Codebook::default(), category);
            assert!((2..=4).contains(&all.len()), "{category:?}");
            assert!(all.iter().any(|(_, answer, _)| answer.contains(category)), "{category:?}");
            let renamed = Codebook::new([Entry::new(category.clone()).with("label", "Another name")]);
            assert_eq!(cases(&renamed, category), all);
            let other = Codebook::new([Entry::new(category.clone()).with("definition", "Something else.")]);
            assert_eq!(cases(&other, category), []);
        }
        assert_eq!(cases(&Codebook::default(), &Category::from_name("number")), []);
    }

    #[test]
    fn what_a_case_tells_to_choose_is_called_so_on_the_card() {
        use messages::{attribute, value};
        for language in messages::LANGUAGES {
            assert_eq!(messages::take_up(language), language);
            for (why, key, choice) in [
                (messages::why_claim_in_quote(), "claimant", ""),
                (messages::why_reported(), "directness", "indirect"),
                (messages::why_experts(), "sourceType", "unnamed"),
                (messages::why_quoted_opinion(), "holder", ""),
                (messages::why_satire(), "kind", "sarcasm"),
            ] {
                for name in [attribute(key), value(key, choice)] {
                    assert!(why.contains(name), "{language}: {key} {choice}");
                }
            }
        }
    }
}
