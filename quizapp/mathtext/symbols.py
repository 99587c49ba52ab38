"""What each LaTeX command without an argument stands for."""

from quizapp.mathtext.nodes import Atom, BigOperator, Operator, Symbol


def _pairs(table: str) -> dict[str, str]:
    words = table.split()
    return dict(zip(words[::2], words[1::2], strict=True))


GREEK = _pairs("""
    alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ
    varkappa ϰ lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ
    upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω digamma ϝ
    Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω
    varGamma Γ varDelta Δ varTheta Θ varLambda Λ varXi Ξ varPi Π varSigma Σ varUpsilon Υ varPhi Φ varPsi Ψ
    varOmega Ω Alpha Α Beta Β Epsilon Ε Zeta Ζ Eta Η Iota Ι Kappa Κ Mu Μ Nu Ν Omicron Ο Rho Ρ Tau Τ Chi Χ
""")

ORDINARY = _pairs("""
    partial ∂ nabla ∇ infty ∞ hbar ℏ ell ℓ Re ℜ Im ℑ aleph ℵ beth ℶ wp ℘ emptyset ∅ varnothing ∅ forall ∀
    exists ∃ nexists ∄ neg ¬ lnot ¬ top ⊤ bot ⊥ angle ∠ prime ′ backprime ‵ degree ° dagger † ddagger ‡
    imath ı jmath ȷ clubsuit ♣ diamondsuit ♢ heartsuit ♡ spadesuit ♠ square □ Box □ blacksquare ■ qed ∎
    triangle △ star ⋆ bigstar ★ checkmark ✓ flat ♭ natural ♮ sharp ♯ surd √ complement ∁ eth ð pounds £
    vert | Vert ‖ | ‖ backslash \\ _ _ % % # # $ $ & & copyright © P ¶ S § mho ℧ Bbbk 𝕜 lbrack [ rbrack ]
""")

INNER = _pairs("ldots … dots … cdots ⋯ dotsc … dotsb ⋯ dotsm ⋯ dotsi ⋯ dotso … vdots ⋮ ddots ⋱ iddots ⋰")

BINARY = _pairs("""
    pm ± mp ∓ times × div ÷ cdot · ast ∗ circ ∘ bullet • cap ∩ cup ∪ uplus ⊎ sqcap ⊓ sqcup ⊔ vee ∨ lor ∨
    wedge ∧ land ∧ setminus ∖ smallsetminus ∖ wr ≀ diamond ⋄ bigtriangleup △ bigtriangledown ▽
    triangleleft ◁ triangleright ▷ oplus ⊕ ominus ⊖ otimes ⊗ oslash ⊘ odot ⊙ circledcirc ⊚ boxplus ⊞
    boxtimes ⊠ boxdot ⊡ boxminus ⊟ amalg ⨿ dotplus ∔ ltimes ⋉ rtimes ⋊ bmod mod intercal ⊺
""")

RELATIONS = _pairs("""
    leq ≤ le ≤ leqslant ≤ geq ≥ ge ≥ geqslant ≥ neq ≠ ne ≠ ll ≪ gg ≫ lll ⋘ ggg ⋙ equiv ≡ sim ∼ nsim ≁
    simeq ≃ approx ≈ approxeq ≊ cong ≅ ncong ≇ asymp ≍ doteq ≐ triangleq ≜ coloneqq ≔ eqqcolon ≕ propto ∝
    varpropto ∝ prec ≺ succ ≻ preceq ⪯ succeq ⪰ preccurlyeq ≼ succcurlyeq ≽ in ∈ ni ∋ owns ∋ notin ∉
    subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ subsetneq ⊊ supsetneq ⊋ nsubseteq ⊈ nsupseteq ⊉ sqsubseteq ⊑
    sqsupseteq ⊒ mid ∣ nmid ∤ parallel ∥ nparallel ∦ perp ⊥ vdash ⊢ dashv ⊣ models ⊨ vDash ⊨ Vdash ⊩
    bowtie ⋈ smile ⌣ frown ⌢ lesssim ≲ gtrsim ≳ lessgtr ≶ gtrless ≷ nless ≮ ngtr ≯ nleq ≰ ngeq ≱
    lessapprox ⪅ gtrapprox ⪆ between ≬ therefore ∴ because ∵ Join ⋈
    to → rightarrow → leftarrow ← gets ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔
    longrightarrow ⟶ longleftarrow ⟵ longleftrightarrow ⟷ Longrightarrow ⟹ Longleftarrow ⟸
    Longleftrightarrow ⟺ implies ⟹ impliedby ⟸ iff ⟺ mapsto ↦ longmapsto ⟼ hookrightarrow ↪ hookleftarrow ↩
    uparrow ↑ downarrow ↓ updownarrow ↕ Uparrow ⇑ Downarrow ⇓ Updownarrow ⇕ nearrow ↗ searrow ↘ swarrow ↙
    nwarrow ↖ rightharpoonup ⇀ rightharpoondown ⇁ leftharpoonup ↼ leftharpoondown ↽ rightleftharpoons ⇌
    leftrightharpoons ⇋ rightrightarrows ⇉ leftleftarrows ⇇ rightleftarrows ⇄ leftrightarrows ⇆
    twoheadrightarrow ↠ rightsquigarrow ⇝ leadsto ⇝ rightarrowtail ↣ curvearrowright ↷ circlearrowright ↻
    nrightarrow ↛ nleftarrow ↚ nRightarrow ⇏ nLeftarrow ⇍ dashrightarrow ⇢ multimap ⊸
""")

OPENING = _pairs("langle ⟨ lfloor ⌊ lceil ⌈ { { lbrace { lvert | lVert ‖ lgroup ( ulcorner ⌜ llcorner ⌞")
CLOSING = _pairs("rangle ⟩ rfloor ⌋ rceil ⌉ } } rbrace } rvert | rVert ‖ rgroup ) urcorner ⌝ lrcorner ⌟")

PUNCTUATION = _pairs("colon :")

SYMBOLS: dict[str, Symbol] = {
    name: Symbol(text, atom)
    for atom, table in (
        (Atom.ORD, GREEK),
        (Atom.ORD, ORDINARY),
        (Atom.INNER, INNER),
        (Atom.BIN, BINARY),
        (Atom.REL, RELATIONS),
        (Atom.OPEN, OPENING),
        (Atom.CLOSE, CLOSING),
        (Atom.PUNCT, PUNCTUATION),
    )
    for name, text in table.items()
}
"""Commands, without their backslash, that are one symbol."""

NAMES = """
    arccos arcsin arctan arccot arcsec arccsc arg cos cosh cot coth csc deg dim exp hom ker lg ln log sec
    sech sin sinh tan tanh csch erf
"""
NAMES_WITH_LIMITS = "det gcd inf lim max min Pr sup"
LIMITS_OF_TWO_WORDS = {"limsup": "lim sup", "liminf": "lim inf", "injlim": "inj lim", "projlim": "proj lim"}

BIG = _pairs("""
    sum ∑ prod ∏ coprod ∐ bigcup ⋃ bigcap ⋂ bigsqcup ⨆ bigvee ⋁ bigwedge ⋀ bigoplus ⨁ bigotimes ⨂ bigodot ⨀
    biguplus ⨄
""")
INTEGRALS = _pairs("int ∫ iint ∬ iiint ∭ oint ∮")

OPERATORS: dict[str, Operator | BigOperator] = {
    **{name: Operator(name) for name in NAMES.split()},
    **{name: Operator(name, limits=True) for name in NAMES_WITH_LIMITS.split()},
    **{name: Operator(text, limits=True) for name, text in LIMITS_OF_TWO_WORDS.items()},
    **{name: BigOperator(text) for name, text in BIG.items()},
    **{name: BigOperator(text, limits=False) for name, text in INTEGRALS.items()},
}
"""Commands, without their backslash, that are an operator."""

SPACES: dict[str, int] = {
    "!": -1,
    **dict.fromkeys((",", ":", ";", ">", " ", "thinspace", "medspace", "thickspace", "space", "enspace"), 1),
    "quad": 2,
    "qquad": 4,
    **dict.fromkeys(("negthinspace", "negmedspace", "negthickspace"), -1),
    **dict.fromkeys(("nonumber", "notag", "null", "/"), 0),
}
"""Commands, without their backslash, that only move what follows, and by how many cells."""

CHARACTERS: dict[str, Symbol] = {
    "-": Symbol("−", Atom.BIN),
    "+": Symbol("+", Atom.BIN),
    "*": Symbol("∗", Atom.BIN),
    "=": Symbol("=", Atom.REL),
    "<": Symbol("<", Atom.REL),
    ">": Symbol(">", Atom.REL),
    ":": Symbol(":", Atom.REL),
    ",": Symbol(",", Atom.PUNCT),
    ";": Symbol(";", Atom.PUNCT),
    "(": Symbol("(", Atom.OPEN),
    "[": Symbol("[", Atom.OPEN),
    ")": Symbol(")", Atom.CLOSE),
    "]": Symbol("]", Atom.CLOSE),
    "!": Symbol("!", Atom.CLOSE),
    "?": Symbol("?", Atom.CLOSE),
    "`": Symbol("‘"),
    **{symbol.text: symbol for symbol in reversed(SYMBOLS.values()) if not symbol.text.isascii()},
}
"""Characters that are not simply themselves as an ordinary symbol."""

BIG_CHARACTERS: dict[str, BigOperator] = {
    operator.text: operator for operator in OPERATORS.values() if isinstance(operator, BigOperator)
}
"""Large operators typed as a character."""

DELIMITERS: dict[str, str] = {
    ".": "",
    "<": "⟨",
    ">": "⟩",
    **{character: character for character in "()[]|/⟨⟩⌊⌋⌈⌉‖"},
    **{
        f"\\{name}": symbol.text
        for name, symbol in SYMBOLS.items()
        if symbol.atom in {Atom.OPEN, Atom.CLOSE}
        or name in {"vert", "Vert", "|", "backslash", "lbrack", "rbrack"}
    },
    **{f"\\{name}": RELATIONS[name] for name in ("uparrow", "downarrow", "updownarrow")},
}
"""What may follow \\left and \\right, as typed, and the delimiter it draws."""

NEGATIONS = _pairs("""
    = ≠ ∈ ∉ ∋ ∌ ≡ ≢ ∼ ≁ ≃ ≄ ≅ ≇ ≈ ≉ < ≮ > ≯ ≤ ≰ ≥ ≱ ⊂ ⊄ ⊃ ⊅ ⊆ ⊈ ⊇ ⊉ ∣ ∤ ∥ ∦ ∃ ∄ → ↛ ← ↚ ⇒ ⇏ ⇐ ⇍ ⇔ ⇎
    ≺ ⊀ ≻ ⊁ ⊢ ⊬ ⊨ ⊭
""")
"""Symbols that have a negated form of their own."""
