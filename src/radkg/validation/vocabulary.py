"""The names of SHACL: SHACL Core and SHACL-SPARQL, which are run, and what is beyond them, which is not."""

from __future__ import annotations

TARGETS = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")
POINT_TO_SHAPE = ("node", "property", "not", "qualifiedValueShape")
POINT_TO_SHAPES = ("and", "or", "xone")  # to a list of shapes
PATHS = ("inversePath", "alternativePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath")
NAME_A_PROPERTY = ("equals", "disjoint", "lessThan", "lessThanOrEquals")

_CORE = """
    path class datatype nodeKind minCount maxCount minExclusive minInclusive maxExclusive maxInclusive minLength maxLength
    pattern flags languageIn uniqueLang qualifiedMinCount qualifiedMaxCount qualifiedValueShapesDisjoint closed
    ignoredProperties hasValue in severity message deactivated name description order group defaultValue
    NodeShape PropertyShape PropertyGroup Violation Warning Info
    IRI BlankNode Literal BlankNodeOrIRI BlankNodeOrLiteral IRIOrLiteral
"""
_SPARQL = """
    sparql select ask validator nodeValidator propertyValidator parameter optional labelTemplate target
    prefixes declare prefix namespace
    SPARQLConstraint SPARQLSelectValidator SPARQLAskValidator ConstraintComponent Parameter Parameterizable Validator
    PrefixDeclaration SPARQLTarget SPARQLTargetType Target TargetType
"""
_REFUSED = """
    construct update js jsFunctionName jsLibrary jsLibraryURL rule expression function entailment values condition returnType
    SPARQLRule SPARQLFunction JSConstraint JSFunction JSLibrary JSRule JSTarget JSTargetType JSValidator TripleRule Function
    Rule
"""

#: SHACL Core, https://www.w3.org/TR/shacl/ sections 2 to 4.
CORE = frozenset((*TARGETS, *POINT_TO_SHAPE, *POINT_TO_SHAPES, *PATHS, *NAME_A_PROPERTY, *_CORE.split()))
#: SHACL-SPARQL, and the targets of SHACL-AF: queries, which are run where they stay within the data.
SPARQL = frozenset(_SPARQL.split())
#: The rest of SHACL-AF, and SHACL-JS: what writes triples, or runs programs.
REFUSED = frozenset(_REFUSED.split())
