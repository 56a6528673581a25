import { bag } from '../phrases.ts'

/** First names that are common where news is written: they tell "Roe, Jane" from "Jane Roe, Berlin". */
export const isGivenName = bag({
  en: [
    'james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark donald',
    'steven paul andrew joshua kenneth kevin brian george edward ronald timothy jason jeffrey ryan jacob gary nicholas eric',
    'jonathan stephen larry justin scott brandon benjamin samuel gregory frank alexander raymond patrick jack dennis jerry',
    'tyler aaron jose adam nathan henry douglas zachary peter kyle walter ethan jeremy harold keith christian roger noah',
    'mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty margaret sandra ashley',
    'kimberly emily donna michelle carol amanda dorothy melissa deborah stephanie rebecca sharon laura cynthia kathleen amy',
    'angela shirley anna brenda pamela emma nicole helen samantha katherine christine debra rachel carolyn janet catherine',
    'jane ann anne alice claire lucy grace sophie charlotte olivia harriet ian neil colin graham simon nigel alan martin',
    'philip stuart craig ben tom tim sam joe dan nick matt chris alex max leo oscar oliver hugh rory liam sean connor',
  ],
  de: [
    'hans karl heinrich wolfgang klaus jurgen dieter manfred uwe gunter horst bernd frank stefan andreas jorg sven lars',
    'tobias florian sebastian matthias markus jan jens kai lukas felix moritz ursula monika petra sabine renate helga karin',
    'brigitte ingrid erika andrea gabriele claudia susanne heike birgit katrin anja silke julia lena lea hannah franziska',
    'johanna katharina christina johannes joachim ulrich ralf thorsten dirk holger volker heinz fritz otto ludwig',
  ],
  fr: [
    'jean pierre michel andre philippe rene louis alain jacques bernard marcel roger gerard francois luc marc olivier',
    'nicolas laurent thierry pascal guillaume julien antoine mathieu benoit emmanuel marie jeanne francoise monique',
    'catherine nathalie isabelle sylvie sophie valerie camille celine aurelie elodie claire chloe manon lucie helene',
    'yves didier herve xavier vincent sebastien romain hugo paul gilles denis',
  ],
  es: [
    'antonio manuel jose francisco juan javier carlos miguel rafael pedro angel alejandro fernando sergio pablo jorge',
    'alberto luis alvaro diego ruben ramon enrique vicente andres jesus ignacio federico benito gabriel mario roberto',
    'maria carmen ana isabel dolores pilar teresa josefa rosa cristina lucia elena marta paula raquel mercedes sara',
    'beatriz silvia irene ines julia alicia sofia gabriela valentina eduardo ricardo raul victor hector guillermo emilio',
  ],
  it: [
    'giuseppe giovanni luigi andrea marco francesco alessandro matteo lorenzo luca stefano roberto paolo giorgio',
    'davide simone federico riccardo fabio massimo enrico claudio gianni pietro giulia chiara francesca sara martina silvia',
    'valentina elisa laura alessandra elena paola giovanna daniela lucia caterina marta serena ilaria',
  ],
  pt: [
    'joao antonio jose francisco manuel pedro paulo luiz lucas marcos rafael bruno rodrigo thiago tiago gustavo felipe',
    'ana maria francisca juliana fernanda mariana beatriz leticia camila larissa rui nuno goncalo ines joana catarina rita',
    'carla sonia',
  ],
  nl: [
    'jan johannes cornelis pieter willem hendrik gerrit dirk maarten sander bart koen wouter joost sanne fleur lotte',
  ],
  pl: [
    'piotr krzysztof andrzej tomasz jan pawel michal marcin stanislaw jakub adam lukasz marek grzegorz mateusz wojciech',
    'anna maria katarzyna malgorzata agnieszka barbara ewa krystyna magdalena elzbieta joanna aleksandra zofia monika',
  ],
  cs: ['jiri jan petr pavel tomas martin jaroslav miroslav zdenek jana eva hana lenka katerina lucie'],
  hu: ['laszlo istvan jozsef janos zoltan sandor gabor ferenc attila peter tamas katalin erzsebet ilona zsuzsanna'],
  ro: ['ion andrei alexandru mihai cristian elena ioana andreea'],
  sv: [
    'lars anders johan per erik karl nils sven bjorn fredrik magnus mikael karin kristina eva birgitta ingrid astrid',
  ],
  no: ['ole hanne kari silje ingrid knut odd tor'],
  da: ['jens niels soren mette kirsten hanne lone'],
  fi: ['juhani matti timo kari mikko antti jukka paivi minna sari tuula'],
  tr: ['mehmet mustafa ahmet ali huseyin hasan ibrahim fatma ayse emine hatice zeynep elif'],
  ru: [
    'александр сергей владимир андрей алексей дмитрий николай иван михаил евгений анна мария елена ольга наталья татьяна',
    'aleksandr sergei vladimir andrei dmitri nikolai ivan mikhail olga natalia tatiana irina svetlana yuri oleg igor',
  ],
  ar: ['mohamed mohammed muhammad ahmed ali omar hassan hussein khaled youssef fatima aisha mona layla nour'],
  hi: ['amit rahul sanjay rajesh priya anil sunil ravi deepak pooja neha anita vijay arun'],
  ja: ['haruki kenji hiroshi takashi yuki akira naoko yoko keiko'],
})
