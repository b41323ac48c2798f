--- SHA-256 of the pages' script and style, in base64, as their content security policy names them. A spec compares
--- them with what they are of.

return {
  script = "XT1dA1YWDIngiNTrgqTAq7E8yTqPoVfiYxRDpZaGvg4=",
  style = "8MSu5AZs2/5TgjnYIHPv6ehI6p4vzcx6gJeH56O5Vrc=",
}
