/** The lists of names, places and words, as sets of small letters. */
import { firstNames, lastNames, offeredWords } from '#members/name-lists';
import clinicList from './lists/clinics.json' with { type: 'json' };
import conditionList from './lists/conditions.json' with { type: 'json' };
import nameList from './lists/names.json' with { type: 'json' };
import peopleList from './lists/people.json' with { type: 'json' };
import bigList from './lists/big-places.json' with { type: 'json' };
import smallList from './lists/small-places.json' with { type: 'json' };
import workList from './lists/work.json' with { type: 'json' };

const split = (...lists: string[]) => lists.flatMap((list) => list.split(',').map((one) => one.trim().toLowerCase()).filter(Boolean));
const setOf = (text: string) => new Set(text.split(/\s+/).filter(Boolean));

export const first = new Set([...firstNames, ...split(nameList.first)]);
export const last = new Set([...lastNames, ...split(nameList.last)]);
export const offered = { first: new Set(offeredWords.first.map((one) => one.toLowerCase())), second: new Set(offeredWords.second.map((one) => one.toLowerCase())) };
/** Spelt another way, the same name: Anneliese, Annelise; Katelyn, Caitlin. */
export const skeletonOf = (name: string) => name.normalize('NFKD').replace(/\p{M}/gu, '').replace(/ph/g, 'f').replace(/th/g, 't').replace(/ck|c(?=[aourl])|q/g, 'k').replace(/ij|ie|ee|ey|ei|y/g, 'i').replace(/(.)\1/g, '$1').replace(/(?<=[^aeiou])h/g, '').replace(/e$/, '').replace(/aa/g, 'a');
export const firstSkeletons = new Set([...first].filter((name) => name.length > 4).map(skeletonOf));
/** Everybody knows these names: never a clue. */
export const wellKnown = new Set(split(peopleList.famous));
export const famous = new Set([...wellKnown, ...split(peopleList.known)]);
export const publicWords = new Set(split(peopleList.public));
export const bigPlaces = new Set(split(bigList.countries, bigList.regions, bigList.uk, bigList.norway, bigList.world));
export const smallPlaces = new Set(split(smallList.en, smallList.nb));
export const rare = split(conditionList.rare_en, conditionList.rare_nb);
export const rareCues = split(conditionList.cue);
export const jobs = split(workList.jobs_en, workList.jobs_nb);
export const employers = new Set(split(workList.employers));
export const clinics = split(clinicList.names).map((name) => name.replace(/^the /, ''));

/** First names that are also words: believed only beside a last name, or with another sign. */
export const wordNames = setOf(`will mark grace hope faith joy may june april august rose dawn art bill frank jack rob sue pat gene ray dean guy max chase bo long mai
  lie van son day liv tone odd dag even are live per unn storm stein ane an jan bring min hai nam do ha tan ping dan sol tor tale sky angel ali mercy patience precious
  summer autumn winter ivy fern hazel heather holly olive nana violet iris lily daisy poppy rowan willow ash robin jay wren amber ruby pearl jade opal coral scarlett chelsea
  paris london sydney florence victoria charlotte georgia virginia carolina jordan israel kent lincoln preston washington austin dallas chester lance drew grant wade
  miles rich penny sandy rusty sunny bonnie buddy happy lucky star misty crystal melody harmony destiny carol eve noel christian constance prudence tim don ken stan sol
  sam al ed bob hank chuck chip cliff heath glen dale brook brooke forest ridge river marina tara china asia india ola asta mona live aurora luna nova stella maya viola
  aria august mars venus skye ayr iona isla florida kai mia leo max rex rocky jasper felix oscar buster bella molly charlie milo teddy coco lady duke prince king queen
  page bliss blaze grey gray scout read reed bard falk hauk ulf bjørg sig nat ben jo lou mel val kit bea eden mini son thi li lei ying jun linh hoa lan long hong ming
  storm vår sommer høst sunniva are odd liv live tale gro siv brit gard trygg bo bård even dag tore mons tor per pål mari anker loke balder odin frøya freya saga
  signe brage tyra idun embla ask jul påske glad god ra mia una tia via nor nora tina armen hana sanne anke femke silke ilir goran hekla basil aster finn roman helge sture brede stig roar sami tuva marigold hester barry gill polish haf ama tone merlin orlando arve saba pinar selin yan hui viet toan jarl trym levi elle wale tope ayo kit muse genet olive major clement royal star lea cher brie dina ina else inge mina rina isa ida ada eva ava ana ane ann pia fia mio rio`);

/** Last names that are also words, places or offered names: believed only after a first name that is nothing else. */
export const wordLasts = setOf(`young king wood woods hill stone fox page long little day rose winter love park lie strand vik lund moe dean guy bell wells rivers cross
  church bishop pope monk prince knight lord noble small short strong black white brown green grey gray gold silver frost snow rain storm summer may march friday street
  field fields marsh moss heath forest forrest lake rivers banks bird swan finch wren heron drake partridge peacock salmon pike lamb bull hart wolf wolfe lyon lion
  cook baker butler carter mason miller smith tailor taylor potter cooper fisher hunter archer shepherd gardner porter page turner walker weaver wright singer sawyer
  rice berry cherry pepper salt bacon coffee bean honey butter rich poor good goode wise hope joy grace faith moon sun star sky may son mann man ball bond bush cannon castle
  hall house hood horn kitchen law mark marks mills mountain newman nurse ocean paul peace penn plant pool power price pride ring rock root sand sands sharp short
  speed spring stock strange swift sweet temple thorn tower town valley wall ward waters way weeks west east north south works york england ireland scotland france
  holland jordan israel london paris bergen dale dalen berg bakke haug holm li lie ness nes sand sande skog solli strøm stein storm vang vold voll våge moen mo lia åsen
  best english french dutch german welsh irish scot major minor senior junior last first early late begin pain ache sick ill care heal wellness today tomorrow ho an do so
  he she me you we it be to too as at is or in on of her his im sara siri anti bai long song tang tan chan bo mai vo le la lu tu ma ba das sen lal bal rama raja devi
  gul dar amin noor rana rani john james george thomas henry peter paul simon scott andrew daniel david edward francis gabriel joseph lawrence leonard lewis louis luke
  martin matthew max michael morgan nathan oliver oscar owen patrick philip ralph richard robert roger samuel stanley stephen steven stuart thomas vincent walter william
  hassan omar ali ahmed yusuf ibrahim abdi farah jama musa khalid salman kiran gill lau kang roy das sen dar stan marin kaya modi weir leith nur egal muse barry bah ly fung poon tam toppe fosse viken brekke stokke gjerde tofte turi bongo lazar popa worku begum mazur maria rosa cruz marie anne lee kelly ashley stacey shannon kerry kim jean joyce carol`);

/** Capitalised words that are neither a name nor a place. */
export const plainCapitals = setOf(`o'clock monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays january february march april may june july august september october november
  december jan feb mar apr jun jul aug sep sept oct nov dec mandag tirsdag onsdag torsdag fredag lørdag søndag januar februar mars mai juni juli oktober desember
  christmas easter ramadan eid diwali hanukkah yom halloween boxing pancake lent advent jul jula påske påsken pinse olsok sankthans nyttår
  i i'm i've i'll i'd my me we you he she it they the a an and or but if so then when what why how who where this that these those here there yes no not ok okay oh
  hi hello hey dear thanks thank please sorry well just also even because since after before during until while with without for from to in on at by of off up down out
  over under again still now today tomorrow yesterday tonight morning afternoon evening night week month year day every some any all both each few more most other our your
  his her their its is was are were be been being have has had do does did can could will would shall should may might must let lets let's nhs gp a&e icu itu er mri ct
  eeg ecg emg iv im uk us usa eu bbc itv tv nrk dvd cd pc ipad iphone android windows google facebook instagram twitter tiktok youtube whatsapp zoom teams netflix spotify
  amazon ebay god lord jesus allah christ bible quran koran torah buddha hindu muslim christian catholic protestant jewish sikh english scottish welsh irish british
  norwegian swedish danish german french spanish italian polish european american asian african indian chinese japanese arabic urdu punjabi bengali covid corona flu hiv
  aids ms me cfs ibs ibd uc ra sle lupus pcos copd epilepsy asthma diabetes parkinson parkinson's parkinsons alzheimer alzheimer's alzheimers crohn crohn's crohns hashimoto
  hashimoto's hashimotos graves graves' raynaud raynaud's raynauds sjögren sjögren's sjogren's sjogrens bekhterev bekhterevs bechterew bechterews menière menière's meniere's
  menieres bell bell's asperger asperger's aspergers tourette tourette's tourettes barrett barrett's down's downs hodgkin hodgkin's lyme dupuytren's peyronie's scheuermanns
  perthes still's paget's charcot huntington huntington's addison addison's cushing cushing's wilson's ehlers danlos ehlers-danlos marfan marfan's bipolar adhd add ocd ptsd
  bpd dbt cbt act emdr pots eds heds fnd fibro fibromyalgia crps ukad dwp pip esa uc hmrc nav bup dps vgs fastlege fastlegen legevakt legevakten helfo helsenorge statens
  hei hallo heisann kjære takk ja nei ikke jeg du han hun vi dere de det den dette disse her der nå da så og eller men om hvis når hva hvorfor hvordan hvem hvor i på fra til
  av med uten for etter før under over mellom ved hos mot gjennom siden fordi også bare litt mye mer mest alle noen ingen min mitt mine din ditt dine sin sitt sine vår vårt
  våre deres hans hennes er var har hadde kan kunne skal skulle vil ville må måtte bør burde får fikk går gikk kommer kom ble blir være vært gjør gjorde ser så sier sa vet
  i dag morgen kveld natt gang uke uka måned år skam lilyhammer bridgerton casualty eastenders emmerdale first second third last next best good great new old big little small happy sad`);
